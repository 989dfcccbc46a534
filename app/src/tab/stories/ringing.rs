//! What a device does about an offer, from its coming to its end.

use domain::{
    device::{Permission, TestResult},
    id::TestId,
    notification::{DeviceFailure, Report},
    time::Span,
};

use super::stage::{
    Stage, follower, handed_on, leader, looks_for, offered, place, snapshot, taken, timed_out,
};
use crate::{
    alert::plan::Attention,
    desk::sample_view::{NOW, offer, request},
    device::{
        sound::{Audio, Voice},
        state::DeviceState,
    },
    tab::{
        effect::Effect,
        heard::{Heard, Outcome},
        why::Why,
        word::Word,
    },
    wire::{error::AppError, frame::EventFrame},
};

fn reported(effects: &[Effect]) -> Vec<Report> {
    let batches = effects.iter().filter_map(|effect| match effect {
        Effect::Report { batch, .. } => Some(batch),
        _ => None,
    });
    batches.flatten().map(|(_, report)| *report).collect()
}

/// The server has heard the reports so far.
fn answered(tab: &mut Stage) {
    tab.hear(Heard::Reported {
        sent: tab.at.now,
        batch: Vec::new(),
        answer: Ok(()),
    });
}

fn raised(outcome: Outcome) -> Heard {
    Heard::Raised {
        why: Why::Rings(offer(1)),
        voice: Voice::System,
        outcome,
    }
}

/// One rings, and its row is known.
fn one_rings() -> Stage {
    let mut tab = leader();
    tab.view = snapshot(1, [1]);
    tab.bring(super::stage::heartbeat(NOW));
    answered(&mut tab);
    tab
}

#[test]
fn an_offer_is_told_to_the_other_tabs_reported_and_looked_for() {
    let effects = leader().bring(offered(2, 1, NOW));
    assert!(effects.contains(&Effect::Say(Word::Handled {
        offers: vec![offer(1)]
    })));
    assert!(effects.contains(&looks_for(1)));
    assert_eq!(reported(&effects), [Report::Received]);
}

#[test]
fn an_offer_is_dealt_with_once() {
    let mut tab = one_rings();
    let again = tab.bring(super::stage::heartbeat(NOW));
    assert!(!again.contains(&looks_for(1)));
}

#[test]
fn a_popup_that_is_missing_is_raised_and_reported_when_the_system_has_taken_it() {
    let mut tab = one_rings();
    let effects = tab.hear(Heard::PopupMissing {
        request: request(1),
        offer: offer(1),
    });
    let [Effect::Raise { popup, voice, why }] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(popup.tag, offer(1).to_string());
    assert_eq!((voice, why), (&Voice::System, &Why::Rings(offer(1))));
    let effects = tab.hear(raised(Outcome::Shown));
    assert_eq!(reported(&effects), [Report::Shown]);
    // It may have ended while the system was busy showing it.
    assert_eq!(effects.last(), Some(&Effect::CloseLeftovers));
}

#[test]
fn a_popup_that_a_push_service_has_raised_is_not_raised_again() {
    let effects = one_rings().hear(Heard::PopupStands(offer(1)));
    assert_eq!(reported(&effects), [Report::Shown]);
    assert_eq!(effects.last(), Some(&Effect::CloseLeftovers));
}

#[test]
fn what_ended_while_the_browser_was_asked_is_not_raised() {
    let mut tab = one_rings();
    tab.bring(taken(2, 1, NOW));
    let effects = tab.hear(Heard::PopupMissing {
        request: request(1),
        offer: offer(1),
    });
    assert!(effects.is_empty());
}

#[test]
fn a_popup_that_the_browser_refuses_is_reported_as_such() {
    let effects = one_rings().hear(raised(Outcome::Refused));
    assert_eq!(reported(&effects), [Report::Failed(DeviceFailure::Refused)]);
}

#[test]
fn where_somebody_looks_at_another_tab_of_this_device_no_popup_is_needed() {
    let mut tab = leader();
    tab.hear(Heard::Word(Word::Attention {
        tab: "t2".to_owned(),
        attention: Attention::LookedAt,
        audio: Audio::Blocked,
    }));
    let effects = tab.bring(offered(2, 1, NOW));
    assert!(!effects.contains(&looks_for(1)));
    assert_eq!(reported(&effects), [Report::Received, Report::InPage]);
}

#[test]
fn what_is_reported_is_reported_again_while_the_server_does_not_answer() {
    let mut tab = leader();
    let effects = tab.bring(offered(2, 1, NOW));
    let sent = effects.iter().find_map(|effect| match effect {
        Effect::Report { sent, batch } => Some((*sent, batch.clone())),
        _ => None,
    });
    let (sent, batch) = sent.unwrap();
    tab.hear(Heard::Reported {
        sent,
        batch,
        answer: Err(AppError::Transport),
    });
    assert_eq!(reported(&tab.pass(Span::seconds(1))), [Report::Received]);
}

#[test]
fn the_permission_counts_as_the_page_shows_it() {
    let mut tab = leader();
    tab.at.permission = DeviceState::Denied;
    tab.hear(Heard::PermissionChanged);
    let effects = tab.bring(offered(2, 1, NOW));
    assert_eq!(
        reported(&effects),
        [
            Report::Received,
            Report::Failed(DeviceFailure::PermissionDenied)
        ]
    );
}

#[test]
fn whoever_changed_the_view_popups_that_are_over_are_closed_by_the_leader() {
    assert_eq!(leader().hear(Heard::ViewChanged), [Effect::CloseLeftovers]);
    assert_eq!(leader().hear(Heard::Alarm), [Effect::CloseLeftovers]);
    assert!(follower().hear(Heard::ViewChanged).is_empty());
}

#[test]
fn whoever_touches_the_page_after_letting_an_offer_pass_is_told_to_be_there() {
    let mut tab = leader();
    tab.bring(offered(2, 1, NOW));
    tab.bring(timed_out(3, 1, NOW));
    assert_eq!(tab.hear(Heard::Touched), [Effect::TellTouch]);
    assert!(tab.hear(Heard::Touched).is_empty());
}

fn test_frame() -> EventFrame {
    EventFrame {
        name: "test".to_owned(),
        id: String::new(),
        data: format!(r#"{{"test":"{}","by":"Sam"}}"#, offer(5)),
    }
}

#[test]
fn a_supervisors_test_is_shown_by_the_leader_alone_and_answered() {
    let test = TestId(offer(5).0);
    let mut tab = leader();
    let effects = tab.bring(test_frame());
    let raised = place(
        &effects,
        |effect| matches!(effect, Effect::Raise { popup, .. } if popup.body.contains("Sam")),
    );
    let Effect::Raise { voice, why, .. } = effects[raised].clone() else {
        unreachable!();
    };
    let effects = tab.hear(Heard::Raised {
        why,
        voice,
        outcome: Outcome::Shown,
    });
    let result = TestResult::Shown;
    assert_eq!(effects, [Effect::AnswerTest { test, result }]);
    assert!(follower().hear(handed_on(1, test_frame())).is_empty());
}

#[test]
fn a_test_that_can_not_be_shown_is_answered_with_the_reason() {
    let mut tab = leader();
    tab.at.permission = DeviceState::NotAsked;
    let effects = tab.bring(test_frame());
    assert!(effects.contains(&Effect::AnswerTest {
        test: TestId(offer(5).0),
        result: TestResult::Failed(Permission::NotAsked),
    }));
}

fn signing_out_soon() -> EventFrame {
    EventFrame {
        name: "signing_out".to_owned(),
        id: String::new(),
        data: format!(r#"{{"at":{}}}"#, (NOW + Span::minutes(5)).0),
    }
}

#[test]
fn a_notice_is_listed_by_every_tab_and_raised_by_the_leader_where_nobody_looks() {
    let is_listed = |effect: &Effect| matches!(effect, Effect::List(_));
    let is_raised = |effect: &Effect| {
        matches!(
            effect,
            Effect::Raise {
                why: Why::Notice,
                ..
            }
        )
    };
    let effects = leader().bring(signing_out_soon());
    assert!(effects.iter().any(is_listed) && effects.iter().any(is_raised));
    let mut looked_at = leader();
    looked_at.at.attention = Attention::LookedAt;
    let effects = looked_at.bring(signing_out_soon());
    assert!(effects.iter().any(is_listed) && !effects.iter().any(is_raised));
    let effects = follower().hear(handed_on(1, signing_out_soon()));
    assert!(effects.iter().any(is_listed) && !effects.iter().any(is_raised));
}

/// While the browser was asked whether it stands already, the agent signed out in another tab.
#[test]
fn a_popup_is_raised_for_nobody_who_is_signed_out_and_taken_away_if_it_was() {
    let mut tab = one_rings();
    tab.hear(Heard::SignedOut);
    let missing = Heard::PopupMissing {
        request: request(1),
        offer: offer(1),
    };
    assert!(tab.hear(missing).is_empty());
    assert_eq!(tab.hear(raised(Outcome::Shown)), [Effect::CloseAllPopups]);
}

#[test]
fn a_tab_that_was_robbed_of_the_lead_raises_nothing() {
    let mut tab = one_rings();
    tab.hear(Heard::LeadStolen);
    let missing = Heard::PopupMissing {
        request: request(1),
        offer: offer(1),
    };
    assert!(tab.hear(missing).is_empty());
}
