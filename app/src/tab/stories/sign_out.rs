//! The end of a sign-in.

use domain::time::Span;

use super::stage::{follower, handed_on, leader, offered, status};
use crate::{
    desk::{context::Connection, sample_view::NOW},
    tab::{
        effect::Effect,
        heard::{Answer, Heard},
        leadership::Claim,
        word::Word,
    },
    wire::error::AppError,
};

fn goodbye() -> [Effect; 5] {
    [
        Effect::CloseStream,
        Effect::Fade,
        Effect::ClearBadge,
        Effect::CloseAllPopups,
        Effect::After {
            millis: 300,
            hear: Box::new(Heard::GoodbyeSaid),
        },
    ]
}

fn signed_out<T>() -> Answer<T> {
    Err(AppError::SignedOut)
}

#[test]
fn who_learns_of_it_tells_the_others_and_cleans_up_before_it_goes() {
    let mut tab = leader();
    let effects = tab.hear(Heard::SignedOut);
    assert_eq!(effects[0], Effect::Say(Word::SignedOut));
    assert_eq!(effects[1..], goodbye());
    assert_eq!(tab.hear(Heard::GoodbyeSaid), [Effect::GoToSignIn]);
}

#[test]
fn who_is_told_of_it_goes_without_a_word() {
    let effects = follower().hear(Heard::Word(Word::SignedOut));
    assert_eq!(effects, goodbye());
}

#[test]
fn every_answer_of_the_server_may_tell_of_it() {
    for heard in [
        Heard::Acknowledged {
            sent: NOW,
            answer: signed_out(),
        },
        Heard::Reported {
            sent: NOW,
            batch: Vec::new(),
            answer: signed_out(),
        },
    ] {
        let effects = leader().hear(heard);
        assert_eq!(effects[0], Effect::Say(Word::SignedOut));
    }
    let mut tab = follower();
    tab.hear(status(5, Connection::Live));
    let effects = tab.hear(Heard::CaughtUp {
        asked: NOW,
        answer: signed_out(),
    });
    assert_eq!(effects[0], Effect::Say(Word::SignedOut));
}

#[test]
fn it_ends_once() {
    let mut tab = leader();
    tab.hear(Heard::SignedOut);
    assert!(tab.hear(Heard::SignedOut).is_empty());
    assert!(tab.hear(Heard::Word(Word::SignedOut)).is_empty());
}

#[test]
fn who_is_signed_out_neither_hears_nor_leads_nor_speaks() {
    let mut tab = follower();
    tab.hear(Heard::SignedOut);
    assert!(tab.hear(handed_on(1, offered(2, 1, NOW))).is_empty());
    assert!(tab.hear(Heard::LeadGranted(Claim::InTurn)).is_empty());
    let said = tab.pass(Span::seconds(60));
    assert!(
        said.iter()
            .all(|effect| matches!(effect, Effect::ShowTime(_))),
        "only the clock goes on: {said:?}"
    );
}

#[test]
fn an_answer_that_did_not_come_ends_nothing() {
    let mut tab = leader();
    let effects = tab.hear(Heard::Acknowledged {
        sent: NOW,
        answer: Err(AppError::Transport),
    });
    assert!(effects.is_empty());
}
