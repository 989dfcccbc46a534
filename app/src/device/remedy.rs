//! What a person does, step by step, so that this browser on this system shows notifications. The
//! words are in the catalogues; what is true where is decided here.
//!
//! A page can learn whether the browser lets it show popups, never whether the system lets the
//! browser: so what the system wants comes when the person says that they have seen nothing.

#[cfg(test)]
pub mod browsers;
mod step;

pub use self::step::Step;
use super::{
    state::DeviceState,
    user_agent::{Family, System, UserAgent},
};

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
mod tests;
