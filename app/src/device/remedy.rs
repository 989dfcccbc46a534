//! What a person does, step by step, so that this browser on this system shows notifications. The
//! words are in the catalogues; what is true where is decided here.
//!
//! A page can learn whether the browser lets it show popups, never whether the system lets the
//! browser: so what the system wants comes when the person says that they have seen nothing.

use super::{
    state::DeviceState,
    user_agent::{Family, System, UserAgent},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    // How the page was opened.
    AnswerAllow,
    SecureAddress,
    OwnTab,
    CurrentBrowser,
    // Phones and tablets of Apple allow only what is on the home screen.
    IfIpad,
    Share,
    AddToHomeScreen,
    OpenFromHomeScreen,
    // What the browser was told about this site.
    SiteIcon,
    ChromeAllow,
    EdgeAllow,
    FirefoxUnblock,
    AndroidAllowSite,
    AndroidFirefoxAllow,
    SafariAllow,
    OtherAllow,
    SaveAgain,
    // Whether the system lets the browser.
    WindowsAllow,
    MacAllow,
    /// Chromium shows popups that stay until they are answered through a second program.
    MacAllowHelper,
    MacAllowSite,
    LinuxAllow,
    LinuxService,
    AndroidAllow,
    IosAllow,
    SystemAllow,
    // What holds popups back for a while.
    WindowsQuiet,
    WindowsPriority,
    MacQuiet,
    MacFocus,
    MacSharing,
    LinuxQuiet,
    AndroidQuiet,
    IosQuiet,
    SystemQuiet,
    // When all of that is right.
    WindowsCentre,
    MacCentre,
    Restart,
    TellAdmin,
}

/// How to leave a state in which the browser shows nothing.
pub fn steps(state: DeviceState, browser: &UserAgent) -> Vec<Step> {
    match state {
        DeviceState::Unknown | DeviceState::Granted => Vec::new(),
        DeviceState::NotAsked => vec![Step::AnswerAllow],
        DeviceState::Denied => [site(browser), system(browser)].concat(),
        DeviceState::InsecureOrigin => vec![Step::SecureAddress],
        DeviceState::Embedded => vec![Step::OwnTab],
        DeviceState::Unsupported => {
            let mut steps = match (browser.family, browser.system) {
                (_, System::Ios) => Vec::new(),
                // An iPad says that it is a Mac, whose own Safari has notifications.
                (Family::Safari, System::MacOs) => vec![Step::CurrentBrowser, Step::IfIpad],
                _ => return vec![Step::CurrentBrowser],
            };
            steps.extend([Step::Share, Step::AddToHomeScreen, Step::OpenFromHomeScreen]);
            steps
        }
    }
}

/// What to try when the browser has shown a popup and nobody saw it, the likeliest first. Each is
/// followed by another test.
pub fn remedies(browser: &UserAgent) -> [Vec<Step>; 4] {
    [
        system(browser),
        quiet(browser),
        restart(browser),
        vec![Step::TellAdmin],
    ]
}

fn site(browser: &UserAgent) -> Vec<Step> {
    match (browser.system, browser.family) {
        // There a site has a permission only as an app of the home screen, from the system.
        (System::Ios, _) => Vec::new(),
        (System::Android, Family::Chrome | Family::Edge) => {
            vec![Step::SiteIcon, Step::AndroidAllowSite]
        }
        (System::Android, Family::Firefox) => vec![Step::SiteIcon, Step::AndroidFirefoxAllow],
        (_, Family::Chrome) => vec![Step::SiteIcon, Step::ChromeAllow],
        (_, Family::Edge) => vec![Step::SiteIcon, Step::EdgeAllow],
        (_, Family::Firefox) => vec![Step::SiteIcon, Step::FirefoxUnblock, Step::SaveAgain],
        (System::MacOs, Family::Safari) => vec![Step::SafariAllow],
        (_, Family::Safari | Family::Other) => vec![Step::OtherAllow],
    }
}

fn system(browser: &UserAgent) -> Vec<Step> {
    match (browser.system, browser.family) {
        (System::Windows, _) => vec![Step::WindowsAllow],
        (System::MacOs, Family::Chrome | Family::Edge) => {
            vec![Step::MacAllow, Step::MacAllowHelper]
        }
        (System::MacOs, Family::Safari) => vec![Step::MacAllow, Step::MacAllowSite],
        (System::MacOs, Family::Firefox | Family::Other) => vec![Step::MacAllow],
        (System::Linux, _) => vec![Step::LinuxAllow, Step::LinuxService],
        (System::Android, _) => vec![Step::AndroidAllow],
        (System::Ios, _) => vec![Step::IosAllow],
        (System::Other, _) => vec![Step::SystemAllow],
    }
}

fn quiet(browser: &UserAgent) -> Vec<Step> {
    match browser.system {
        System::Windows => vec![Step::WindowsQuiet, Step::WindowsPriority],
        System::MacOs => vec![Step::MacQuiet, Step::MacFocus, Step::MacSharing],
        System::Linux => vec![Step::LinuxQuiet],
        System::Android => vec![Step::AndroidQuiet],
        System::Ios => vec![Step::IosQuiet],
        System::Other => vec![Step::SystemQuiet],
    }
}

fn restart(browser: &UserAgent) -> Vec<Step> {
    match browser.system {
        System::Windows => vec![Step::WindowsCentre, Step::Restart],
        System::MacOs => vec![Step::MacCentre, Step::Restart],
        System::Linux | System::Android | System::Ios | System::Other => vec![Step::Restart],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Text};
    use std::collections::BTreeSet;

    /// Every browser on every system that it exists for.
    const PAIRS: [(Family, System); 17] = [
        (Family::Chrome, System::Windows),
        (Family::Chrome, System::MacOs),
        (Family::Chrome, System::Linux),
        (Family::Chrome, System::Android),
        (Family::Chrome, System::Ios),
        (Family::Edge, System::Windows),
        (Family::Edge, System::MacOs),
        (Family::Edge, System::Linux),
        (Family::Edge, System::Android),
        (Family::Edge, System::Ios),
        (Family::Firefox, System::Windows),
        (Family::Firefox, System::MacOs),
        (Family::Firefox, System::Linux),
        (Family::Firefox, System::Android),
        (Family::Firefox, System::Ios),
        (Family::Safari, System::MacOs),
        (Family::Safari, System::Ios),
    ];

    fn browser((family, system): (Family, System)) -> UserAgent {
        UserAgent {
            family,
            version: None,
            system,
        }
    }

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
            let home =
                steps(DeviceState::Unsupported, &browser(pair)).contains(&Step::AddToHomeScreen);
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

    /// What a person reads from the block to the last remedy.
    fn words(pair: (Family, System), language: Language) -> String {
        let browser = browser(pair);
        [steps(DeviceState::Denied, &browser)]
            .into_iter()
            .chain(remedies(&browser))
            .flatten()
            .map(|step| {
                language.say(Text::Step {
                    step,
                    browser: &browser,
                })
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn nobody_reads_of_another_system() {
        // What names a system in each language: only its own users may read it.
        let names = [
            (
                System::Windows,
                ["Settings › System", "Configuración › Sistema"],
            ),
            (System::MacOs, ["System Settings", "Ajustes del Sistema"]),
            (
                System::Linux,
                ["your desktop's settings", "ajustes del escritorio"],
            ),
            (
                System::Android,
                ["Settings › Apps", "Ajustes › Aplicaciones"],
            ),
            (
                System::Ios,
                [
                    "Settings › Notifications › Deskbell",
                    "Ajustes › Notificaciones › Deskbell",
                ],
            ),
        ];
        for pair in PAIRS {
            for (index, language) in Language::ALL.into_iter().take(2).enumerate() {
                let words = words(pair, language);
                for (system, named) in names {
                    assert_eq!(
                        words.contains(named[index]),
                        system == pair.1,
                        "{pair:?} {language:?} {}: {words}",
                        named[index]
                    );
                }
            }
        }
    }

    #[test]
    fn both_entries_of_chromium_on_macos_are_named() {
        for (family, app, helper) in [
            (
                Family::Chrome,
                "Google Chrome",
                "Google Chrome Helper (Alerts)",
            ),
            (
                Family::Edge,
                "Microsoft Edge",
                "Microsoft Edge Helper (Alerts)",
            ),
        ] {
            for language in Language::ALL {
                let words = words((family, System::MacOs), language);
                assert!(words.contains(&format!("› {app} ")), "{words}");
                assert!(words.contains(helper), "{words}");
            }
        }
        let firefox = words((Family::Firefox, System::MacOs), Language::En);
        assert!(!firefox.contains("Helper"), "{firefox}");
    }

    #[test]
    fn no_two_browsers_of_one_system_read_the_same() {
        for language in Language::ALL {
            for system in [
                System::Windows,
                System::MacOs,
                System::Linux,
                System::Android,
            ] {
                let pairs: Vec<_> = PAIRS.into_iter().filter(|pair| pair.1 == system).collect();
                let read: BTreeSet<_> = pairs.iter().map(|pair| words(*pair, language)).collect();
                assert_eq!(read.len(), pairs.len(), "{system:?} {language:?}");
            }
        }
    }
}
