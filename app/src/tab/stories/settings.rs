//! What the buttons of the notification settings come to, and Web Push.

use super::stage::{follower, leader, tab};
use crate::{
    desk::context::SettingsNotice,
    device::{sound::Voice, state::DeviceState},
    tab::{
        effect::Effect,
        heard::{Heard, Outcome},
        why::Why,
    },
};

#[test]
fn a_test_of_ones_own_is_raised_in_any_tab_and_told_of_when_the_system_has_taken_it() {
    let mut tab = follower();
    let effects = tab.hear(Heard::TrialWished);
    assert!(matches!(
        effects[..],
        [Effect::Raise {
            why: Why::Trial,
            ..
        }]
    ));
    let raised = |outcome| Heard::Raised {
        why: Why::Trial,
        voice: Voice::System,
        outcome,
    };
    assert_eq!(
        tab.hear(raised(Outcome::Shown)),
        [Effect::ShowSettings(SettingsNotice::TestSent)]
    );
    assert_eq!(
        tab.hear(raised(Outcome::Refused)),
        [Effect::ShowSettings(SettingsNotice::TestFailed(
            DeviceState::Unsupported
        ))]
    );
}

#[test]
fn where_no_popup_may_be_shown_the_test_says_why() {
    let mut tab = tab();
    tab.at.permission = DeviceState::Denied;
    assert_eq!(
        tab.hear(Heard::TrialWished),
        [
            Effect::ShowDevice(DeviceState::Denied),
            Effect::ShowSettings(SettingsNotice::TestFailed(DeviceState::Denied)),
        ]
    );
}

#[test]
fn one_tab_settles_web_push_for_the_device_when_its_permission_is_another() {
    assert!(follower().hear(Heard::PermissionShown).is_empty());
    let mut tab = leader();
    tab.hear(Heard::PushSettled);
    assert!(
        tab.hear(Heard::PermissionShown).is_empty(),
        "it was settled"
    );
    tab.at.permission = DeviceState::Denied;
    assert_eq!(tab.hear(Heard::PermissionShown), [Effect::SettlePush]);
}

#[test]
fn the_tab_in_which_it_was_wished_settles_web_push() {
    let mut tab = follower();
    assert_eq!(tab.hear(Heard::PushWished), [Effect::SettlePush]);
    assert!(tab.hear(Heard::PushWished).is_empty(), "not twice at once");
    assert_eq!(tab.hear(Heard::PushSettled), [Effect::SettlePush]);
    assert!(tab.hear(Heard::PushSettled).is_empty());
}
