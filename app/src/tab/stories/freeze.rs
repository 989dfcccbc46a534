//! What a tab makes of a machine that slept, and of a leader that its browser has frozen.

use domain::time::Span;

use super::stage::{follower, heartbeat, leader, offered, position, status};
use crate::{
    desk::{context::Connection, sample_view::NOW},
    device::state::DeviceState,
    tab::{effect::Effect, heard::Heard, leadership::Claim, stream::Beginning},
};

#[test]
fn a_leader_that_says_nothing_is_told_as_reconnecting_before_its_place_is_taken() {
    let mut tab = follower();
    assert!(
        !tab.pass(Span::seconds(15))
            .contains(&Effect::Claim(Claim::Steal))
    );
    let effects = tab.pass(Span::seconds(1));
    assert!(effects.contains(&Effect::ShowConnection(Connection::Reconnecting)));
    assert!(
        !tab.pass(Span::seconds(9))
            .contains(&Effect::Claim(Claim::Steal))
    );
    assert!(
        tab.pass(Span::seconds(1))
            .contains(&Effect::Claim(Claim::Steal))
    );
}

#[test]
fn a_theft_is_given_time_before_it_is_tried_again() {
    let mut tab = follower();
    let effects = tab.pass(Span::seconds(26 + 25));
    let thefts = effects
        .iter()
        .filter(|effect| **effect == Effect::Claim(Claim::Steal));
    assert_eq!(thefts.count(), 1);
}

#[test]
fn a_leader_that_speaks_is_not_robbed() {
    let mut tab = follower();
    for _ in 0..20 {
        let effects = tab.pass(Span::seconds(5));
        assert!(!effects.contains(&Effect::Claim(Claim::Steal)));
        tab.hear(status(1, Connection::Live));
    }
}

#[test]
fn whoever_was_asleep_does_not_take_its_leader_for_frozen() {
    let mut tab = follower();
    tab.sleep(Span::minutes(30));
    let effects = tab.pass(Span::seconds(1));
    assert!(!effects.contains(&Effect::Claim(Claim::Steal)));
}

#[test]
fn a_leader_that_wakes_opens_a_new_stream() {
    let mut tab = leader();
    tab.sleep(Span::minutes(30));
    let effects = tab.pass(Span::seconds(1));
    assert!(effects.contains(&Effect::ShowConnection(Connection::Reconnecting)));
    assert!(effects.contains(&Effect::OpenStream(Beginning::After(position(1)))));
}

/// A frozen page gets in one burst what came meanwhile, before any pulse.
#[test]
fn what_arrives_in_a_burst_after_a_sleep_is_not_taken_but_asked_for_anew() {
    let mut tab = leader();
    tab.sleep(Span::minutes(30));
    assert_eq!(
        tab.bring(offered(2, 1, NOW)),
        [Effect::OpenStream(Beginning::After(position(1)))]
    );
    assert!(tab.view.rings.is_empty());
}

#[test]
fn a_page_that_wakes_looks_whether_it_may_still_show_popups() {
    for mut tab in [leader(), follower()] {
        tab.at.permission = DeviceState::Denied;
        let effects = tab.hear(Heard::Woke);
        assert!(effects.contains(&Effect::ShowDevice(DeviceState::Denied)));
    }
}

#[test]
fn a_clock_that_was_wrong_is_put_right_by_the_server() {
    let mut tab = leader();
    tab.bring(heartbeat(NOW + Span::minutes(5)));
    let effects = tab.pass(Span::seconds(1));
    let time = NOW + Span::minutes(5) + Span::seconds(1);
    assert!(effects.contains(&Effect::ShowTime(time)));
}
