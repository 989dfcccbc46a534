//! What a tab makes of a stream that says nothing.

use domain::time::Span;

use super::stage::{heartbeat, leader, place, position, resync};
use crate::{
    desk::{context::Connection, sample_view::NOW},
    tab::{
        effect::Effect,
        heard::{Heard, StreamFailure},
        stream::Beginning,
    },
};

fn opened(effects: &[Effect]) -> Vec<&Beginning> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::OpenStream(beginning) => Some(beginning),
            _ => None,
        })
        .collect()
}

#[test]
fn a_stream_that_is_accepted_is_live_and_answered() {
    let mut tab = super::stage::tab();
    tab.hear(Heard::LeadRefused);
    let effects = tab.hear(Heard::StreamOpened);
    assert!(effects.contains(&Effect::ShowConnection(Connection::Live)));
    assert!(effects.contains(&Effect::Acknowledge { sent: NOW }));
}

#[test]
fn a_stream_that_breaks_off_is_tried_again_at_once_and_told_of() {
    let mut tab = leader();
    let effects = tab.hear(Heard::StreamFailed(StreamFailure::Lost));
    assert!(effects.contains(&Effect::ShowConnection(Connection::Reconnecting)));
    let after = Effect::After {
        millis: 0,
        hear: Box::new(Heard::RetryDue(NOW)),
    };
    assert_eq!(effects.last(), Some(&after));
    assert_eq!(
        tab.hear(Heard::RetryDue(NOW)),
        [Effect::OpenStream(Beginning::After(position(1)))]
    );
    assert!(tab.hear(Heard::RetryDue(NOW)).is_empty(), "once");
}

#[test]
fn who_is_refused_a_stream_asks_whether_anybody_is_signed_in() {
    let mut tab = leader();
    tab.hear(Heard::Acknowledged {
        sent: NOW,
        answer: Ok(()),
    });
    let effects = tab.hear(Heard::StreamFailed(StreamFailure::Refused));
    assert!(effects.contains(&Effect::Acknowledge { sent: NOW }));
}

#[test]
fn a_page_that_is_on_its_way_out_does_not_come_back_for_its_stream() {
    let mut tab = leader();
    tab.hear(Heard::Leaving);
    let effects = tab.hear(Heard::StreamFailed(StreamFailure::Lost));
    let later = NOW + Span::seconds(5);
    place(
        &effects,
        |effect| matches!(effect, Effect::After { millis: 5_000, hear } if **hear == Heard::RetryDue(later)),
    );
}

#[test]
fn a_stream_without_heartbeats_is_given_up_and_told_as_offline_after_a_while() {
    let mut tab = leader();
    let effects = tab.pass(Span::seconds(25));
    assert_eq!(opened(&effects).len(), 0);
    let effects = tab.pass(Span::seconds(1));
    assert!(effects.contains(&Effect::ShowConnection(Connection::Reconnecting)));
    assert!(effects.contains(&Effect::ShowConnection(Connection::Offline { since: NOW })));
    assert!(opened(&effects).is_empty() && !opened(&tab.pass(Span::seconds(1))).is_empty());
}

#[test]
fn a_heartbeat_keeps_the_stream_and_is_answered() {
    let mut tab = leader();
    tab.hear(Heard::Acknowledged {
        sent: NOW,
        answer: Ok(()),
    });
    for _ in 0..6 {
        tab.pass(Span::seconds(10));
        let now = tab.at.now;
        let effects = tab.bring(heartbeat(now));
        assert!(effects.contains(&Effect::Acknowledge { sent: now }));
        assert!(opened(&effects).is_empty());
        tab.hear(Heard::Acknowledged {
            sent: now,
            answer: Ok(()),
        });
    }
}

#[test]
fn an_answer_to_the_heartbeat_that_hangs_is_not_waited_for_for_ever() {
    let mut tab = leader();
    let acknowledges = |effects: &[Effect]| {
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Acknowledge { .. }))
    };
    tab.pass(Span::seconds(10));
    let now = tab.at.now;
    assert!(!acknowledges(&tab.bring(heartbeat(now))));
    tab.pass(Span::seconds(10));
    let now = tab.at.now;
    assert!(acknowledges(&tab.bring(heartbeat(now))));
}

#[test]
fn a_stream_that_can_not_be_continued_starts_over_and_not_at_once() {
    let mut tab = leader();
    tab.hear(Heard::StreamFailed(StreamFailure::Lost));
    tab.hear(Heard::RetryDue(NOW));
    tab.hear(Heard::StreamOpened);
    let effects = tab.bring(resync());
    assert!(opened(&effects).is_empty());
    let due = effects.iter().find_map(|effect| match effect {
        Effect::After { hear, .. } => Some((**hear).clone()),
        _ => None,
    });
    assert_eq!(
        tab.hear(due.unwrap()),
        [Effect::OpenStream(Beginning::Snapshot)]
    );
}

#[test]
fn who_comes_back_to_the_page_does_not_wait_for_the_next_attempt() {
    let mut tab = leader();
    for _ in 0..4 {
        tab.hear(Heard::StreamFailed(StreamFailure::Lost));
    }
    assert_eq!(opened(&tab.hear(Heard::Back)).len(), 1);
}
