//! What is to be done in each browser on each system. How it reads is in `text::steps`.

use std::collections::BTreeSet;

use super::{
    Step,
    browsers::{PAIRS, browser},
    remedies, steps,
};
use crate::device::{
    state::DeviceState,
    user_agent::{Family, System},
};

fn denied(pair: (Family, System)) -> Vec<Step> {
    steps(DeviceState::Denied, &browser(pair))
}

#[test]
fn a_block_is_lifted_in_the_browser_and_in_the_system() {
    for (pair, expected) in [
        (
            (Family::Chrome, System::Windows),
            vec![Step::SiteIcon, Step::ChromeAllow, Step::WindowsAllow],
        ),
        (
            (Family::Chrome, System::MacOs),
            vec![
                Step::SiteIcon,
                Step::ChromeAllow,
                Step::MacAllow,
                Step::MacAllowHelper,
            ],
        ),
        (
            (Family::Chrome, System::Linux),
            vec![
                Step::SiteIcon,
                Step::ChromeAllow,
                Step::LinuxAllow,
                Step::LinuxService,
            ],
        ),
        (
            (Family::Chrome, System::Android),
            vec![Step::SiteIcon, Step::AndroidAllowSite, Step::AndroidAllow],
        ),
        ((Family::Chrome, System::Ios), vec![Step::IosAllow]),
        (
            (Family::Edge, System::Windows),
            vec![Step::SiteIcon, Step::EdgeAllow, Step::WindowsAllow],
        ),
        (
            (Family::Edge, System::MacOs),
            vec![
                Step::SiteIcon,
                Step::EdgeAllow,
                Step::MacAllow,
                Step::MacAllowHelper,
            ],
        ),
        (
            (Family::Edge, System::Linux),
            vec![
                Step::SiteIcon,
                Step::EdgeAllow,
                Step::LinuxAllow,
                Step::LinuxService,
            ],
        ),
        (
            (Family::Edge, System::Android),
            vec![Step::SiteIcon, Step::AndroidAllowSite, Step::AndroidAllow],
        ),
        ((Family::Edge, System::Ios), vec![Step::IosAllow]),
        (
            (Family::Firefox, System::Windows),
            vec![
                Step::SiteIcon,
                Step::FirefoxUnblock,
                Step::SaveAgain,
                Step::WindowsAllow,
            ],
        ),
        (
            (Family::Firefox, System::MacOs),
            vec![
                Step::SiteIcon,
                Step::FirefoxUnblock,
                Step::SaveAgain,
                Step::MacAllow,
            ],
        ),
        (
            (Family::Firefox, System::Linux),
            vec![
                Step::SiteIcon,
                Step::FirefoxUnblock,
                Step::SaveAgain,
                Step::LinuxAllow,
                Step::LinuxService,
            ],
        ),
        (
            (Family::Firefox, System::Android),
            vec![
                Step::SiteIcon,
                Step::AndroidFirefoxAllow,
                Step::AndroidAllow,
            ],
        ),
        ((Family::Firefox, System::Ios), vec![Step::IosAllow]),
        (
            (Family::Safari, System::MacOs),
            vec![Step::SafariAllow, Step::MacAllow, Step::MacAllowSite],
        ),
        ((Family::Safari, System::Ios), vec![Step::IosAllow]),
    ] {
        assert_eq!(denied(pair), expected, "{pair:?}");
    }
}

#[test]
fn on_a_phone_of_apple_the_desktop_is_put_on_the_home_screen() {
    for pair in PAIRS {
        let home = steps(DeviceState::Unsupported, &browser(pair)).contains(&Step::AddToHomeScreen);
        let apple = pair.1 == System::Ios || pair == (Family::Safari, System::MacOs);
        assert_eq!(home, apple, "{pair:?}");
    }
}

#[test]
fn every_state_in_which_nothing_is_shown_has_a_way_out() {
    for pair in PAIRS {
        for state in [
            DeviceState::NotAsked,
            DeviceState::Denied,
            DeviceState::InsecureOrigin,
            DeviceState::Embedded,
            DeviceState::Unsupported,
        ] {
            assert!(!steps(state, &browser(pair)).is_empty(), "{pair:?}");
        }
        for state in [DeviceState::Granted, DeviceState::Unknown] {
            assert_eq!(steps(state, &browser(pair)), []);
        }
    }
}

#[test]
fn what_was_not_seen_has_a_next_remedy_and_the_last_is_a_person() {
    for pair in PAIRS {
        let remedies = remedies(&browser(pair));
        assert!(remedies.iter().all(|steps| !steps.is_empty()));
        let once: BTreeSet<_> = remedies.iter().map(|steps| format!("{steps:?}")).collect();
        assert_eq!(once.len(), remedies.len(), "{pair:?}");
        assert_eq!(remedies.last(), Some(&vec![Step::TellAdmin]));
    }
}
