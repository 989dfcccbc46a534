//! A page that is older than its server, or somebody else's.

use super::stage::{
    follower, handed_on, leader, snapshot, snapshot_frame, snapshot_of_another, unreadable_snapshot,
};
use crate::{
    desk::sample_view::NOW,
    tab::{
        effect::Effect,
        heard::{Heard, StreamFailure},
        word::Word,
    },
    wire::frame::EventFrame,
};

#[test]
fn a_page_that_can_not_read_a_snapshot_asks_to_be_reloaded_once() {
    let mut tab = leader();
    let effects = tab.bring(unreadable_snapshot());
    assert!(matches!(effects[0], Effect::Say(Word::Frame { .. })));
    assert_eq!(effects[1..], [Effect::ReloadOnce]);
    assert_eq!(
        follower().hear(handed_on(1, unreadable_snapshot())),
        [Effect::ReloadOnce]
    );
}

#[test]
fn a_page_that_may_reload_closes_its_stream_and_hears_no_more() {
    let mut tab = leader();
    assert_eq!(
        tab.hear(Heard::MayReload),
        [Effect::CloseStream, Effect::Reload]
    );
    assert!(tab.bring(unreadable_snapshot()).is_empty());
    assert!(tab.hear(Heard::Word(Word::Hello)).is_empty());
    assert!(tab.hear(Heard::LeadRefused).is_empty());
}

#[test]
fn a_page_that_reloads_opens_no_stream_any_more() {
    let mut tab = leader();
    tab.hear(Heard::MayReload);
    tab.hear(Heard::StreamFailed(StreamFailure::Lost));
    assert_eq!(tab.hear(Heard::RetryDue(NOW)), [Effect::CloseStream]);
}

#[test]
fn a_snapshot_that_can_be_read_lets_the_page_be_reloaded_some_other_day() {
    let mut tab = leader();
    let effects = tab.bring(snapshot_frame(&snapshot(2, [])));
    assert!(effects.contains(&Effect::ForgetReload));
}

#[test]
fn where_somebody_else_has_signed_in_the_page_is_reloaded() {
    let mut tab = leader();
    let own = tab.view.clone();
    let effects = tab.bring(snapshot_frame(&snapshot_of_another(9)));
    assert_eq!(effects[..2], [Effect::CloseStream, Effect::Reload]);
    assert_eq!(tab.view, own, "nothing of theirs is shown");
}

#[test]
fn a_newer_release_is_told_once_and_taken_back() {
    let mut tab = leader();
    let heartbeat = |release: &str| EventFrame {
        name: "hb".to_owned(),
        id: String::new(),
        data: format!(r#"{{"now":{},"release":"{release}"}}"#, NOW.0),
    };
    let newer = Effect::ShowRelease(Some("0.2.0".to_owned()));
    assert!(tab.bring(heartbeat("0.2.0")).contains(&newer));
    assert!(!tab.bring(heartbeat("0.2.0")).contains(&newer));
    // The server was put back.
    assert!(
        tab.bring(heartbeat("0.1.0"))
            .contains(&Effect::ShowRelease(None))
    );
}
