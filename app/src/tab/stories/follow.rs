//! How a tab that follows keeps up with its leader.

use domain::{time::Span, view::Position};

use super::stage::{
    follower, handed_on, heartbeat, looks_for, offered, position, resync, snapshot, status, words,
};
use crate::{
    desk::{
        context::Connection,
        sample_view::{NOW, request},
    },
    tab::{effect::Effect, heard::Heard},
    wire::error::AppError,
};

const ASKED: Effect = Effect::AskSnapshot { asked: NOW };

#[test]
fn a_follower_shows_what_the_leader_hands_on_and_raises_nothing() {
    let mut tab = follower();
    assert_eq!(tab.hear(handed_on(1, offered(2, 1, NOW))), [Effect::Redraw]);
    assert!(tab.view.rings.contains_key(&request(1)));
    let effects = tab.hear(Heard::ViewChanged);
    assert!(effects.is_empty(), "the leader takes popups away as well");
}

#[test]
fn a_follower_that_missed_something_asks_for_a_snapshot_once() {
    let mut tab = follower();
    assert_eq!(tab.hear(handed_on(5, offered(6, 2, NOW))), [ASKED]);
    assert!(tab.hear(handed_on(6, heartbeat(NOW))).is_empty());
    assert!(tab.hear(status(6, Connection::Live)).is_empty());
    tab.hear(Heard::CaughtUp {
        asked: NOW,
        answer: Ok(Box::new(snapshot(5, [1]))),
    });
    assert_eq!(tab.view.position, position(6));
    assert_eq!(tab.view.rings.len(), 2, "the snapshot, and what waited");
}

#[test]
fn a_leader_that_stands_further_on_shows_that_something_is_missing() {
    let mut tab = follower();
    assert_eq!(tab.hear(status(1, Connection::Live)), []);
    assert_eq!(tab.hear(status(2, Connection::Live)), [ASKED]);
}

#[test]
fn a_leader_of_another_journal_shows_it_whatever_its_number() {
    let mut tab = follower();
    let elsewhere = Position {
        epoch: "f".to_owned(),
        seq: 1,
    };
    let effects = tab.hear(Heard::Word(crate::tab::word::Word::Status {
        position: elsewhere,
        connection: Connection::Live,
    }));
    assert_eq!(effects, [ASKED]);
}

#[test]
fn a_snapshot_that_did_not_come_is_asked_for_at_the_leaders_next_word() {
    let mut tab = follower();
    tab.hear(status(2, Connection::Live));
    let effects = tab.hear(Heard::CaughtUp {
        asked: NOW,
        answer: Err(AppError::Transport),
    });
    assert!(effects.is_empty());
    assert_eq!(tab.hear(status(2, Connection::Live)), [ASKED]);
}

#[test]
fn what_the_leader_can_not_read_a_follower_makes_up_for_itself() {
    let mut tab = follower();
    assert_eq!(tab.hear(handed_on(1, resync())), [ASKED]);
}

#[test]
fn a_follower_shows_the_connection_of_its_leader_and_reports_nothing() {
    let mut tab = follower();
    let effects = tab.hear(status(1, Connection::Reconnecting));
    assert_eq!(effects[0], Effect::ShowConnection(Connection::Reconnecting));
    let mut effects = tab.hear(handed_on(1, offered(2, 1, NOW)));
    effects.extend(tab.pass(Span::seconds(10)));
    assert!(!effects.contains(&looks_for(1)));
    let reports = |effect: &Effect| matches!(effect, Effect::Report { .. });
    assert!(!effects.iter().any(reports));
    assert!(
        words(&effects)
            .iter()
            .all(|word| matches!(word, crate::tab::word::Word::Attention { .. }))
    );
}
