//! What a tab makes of what happened while nobody listened.

use domain::time::Span;

use super::stage::{heartbeat, leader, looks_for, offered, snapshot, snapshot_frame, taken};
use crate::{
    desk::sample_view::{NOW, request},
    tab::{effect::Effect, heard::Heard},
};

#[test]
fn an_offer_of_this_moment_is_raised_at_once() {
    let mut tab = leader();
    assert!(tab.bring(offered(2, 1, NOW)).contains(&looks_for(1)));
}

#[test]
fn a_replay_is_acted_upon_when_it_is_over_and_for_what_still_rings() {
    let mut tab = leader();
    let long_ago = NOW - Span::seconds(10);
    let mut settled = Vec::new();
    for frame in [
        offered(2, 1, long_ago),
        offered(3, 2, long_ago),
        taken(4, 1, long_ago),
    ] {
        let effects = tab.bring(frame);
        assert!(!effects.contains(&looks_for(1)) && !effects.contains(&looks_for(2)));
        settled.extend(effects.into_iter().filter_map(|effect| match effect {
            Effect::After { millis: 300, hear } => Some(*hear),
            _ => None,
        }));
    }
    assert_eq!(settled.len(), 3);
    let mut acted = Vec::new();
    for heard in settled {
        acted.push(tab.hear(heard));
    }
    assert!(
        acted[0].is_empty() && acted[1].is_empty(),
        "more was to come"
    );
    assert!(acted[2].contains(&looks_for(2)));
    assert!(!acted[2].contains(&looks_for(1)), "it is over");
}

#[test]
fn a_heartbeat_ends_a_replay() {
    let mut tab = leader();
    tab.bring(offered(2, 1, NOW - Span::seconds(10)));
    let effects = tab.bring(heartbeat(NOW));
    assert!(effects.contains(&looks_for(1)));
    assert!(effects.contains(&Effect::CloseLeftovers));
    assert!(
        tab.hear(Heard::ReplaySettled(1)).is_empty(),
        "and then nothing is left to be done"
    );
}

#[test]
fn a_snapshot_is_the_present() {
    let mut tab = leader();
    let effects = tab.bring(snapshot_frame(&snapshot(9, [1])));
    assert!(effects.contains(&looks_for(1)));
    assert_eq!(tab.view.position.seq, 9);
}

#[test]
fn a_snapshot_from_before_takes_nothing_back() {
    let mut tab = leader();
    tab.view = snapshot(9, [1]);
    tab.bring(snapshot_frame(&snapshot(8, [])));
    assert!(tab.view.rings.contains_key(&request(1)));
}

#[test]
fn a_push_is_no_news_to_whoever_has_heard_of_it_but_the_server_is_asked() {
    let mut tab = leader();
    assert_eq!(tab.hear(Heard::Pushed), [Effect::CheckPushed]);
    let effects = tab.hear(Heard::PushChecked(Box::new(snapshot(5, [1]))));
    assert!(effects.contains(&looks_for(1)), "this page had not heard");
    assert!(effects.contains(&Effect::CloseLeftovers));
    assert!(super::stage::follower().hear(Heard::Pushed).is_empty());
}
