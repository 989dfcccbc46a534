//! English: why a device shows nothing, and what helps.

use crate::{
    device::{remedy::Step, state::DeviceState, user_agent::UserAgent},
    text::Remedies,
};

pub fn say(text: Remedies<'_>) -> String {
    match text {
        Remedies::Reason(state) => reason(state),
        Remedies::Step { step, browser } => return self::step(step, browser),
    }
    .to_owned()
}

/// Nothing where nothing is wrong.
pub(super) fn reason(state: DeviceState) -> &'static str {
    match state {
        DeviceState::NotAsked => "Notifications are not yet allowed on this device.",
        DeviceState::Denied => {
            "Notifications from Deskbell are blocked: this browser has no permission to show them."
        }
        DeviceState::InsecureOrigin => "Notifications need a secure address.",
        DeviceState::Embedded => "Notifications do not work inside another page.",
        DeviceState::Unsupported => "This browser cannot show notifications.",
        DeviceState::Granted | DeviceState::Unknown => "",
    }
}

/// Where it says so, `app` is what the system calls the browser.
fn step(step: Step, browser: &UserAgent) -> String {
    let app = browser.app_name().unwrap_or("your browser");
    match step {
        Step::AnswerAllow => "Your browser will ask: answer Allow.",
        Step::SecureAddress => {
            "Open Deskbell by an address that begins with https://, or ask your admin for it."
        }
        Step::OwnTab => "Open Deskbell in a tab of its own.",
        Step::CurrentBrowser => {
            "Use a current Chrome, Edge, Firefox or Safari, not in a private window."
        }
        Step::IfIpad => "On an iPad, with iPadOS 16.4 or newer, add Deskbell to the home screen:",
        Step::Share => "Tap Share, the square with the arrow, beside the address or in the menu.",
        Step::AddToHomeScreen => "Choose Add to Home Screen.",
        Step::OpenFromHomeScreen => {
            "Open Deskbell from the home screen, sign in and switch notifications on there."
        }
        Step::SiteIcon => "Press the icon left of the address.",
        Step::ChromeAllow => {
            "Set Notifications to Allow. If the entry is missing, it is under Site settings there."
        }
        Step::EdgeAllow => "Under Permissions for this site, set Notifications to Allow.",
        Step::FirefoxUnblock => "Remove the block beside Send notifications.",
        Step::AndroidAllowSite => "Press Permissions, then Notifications, and allow them.",
        Step::AndroidFirefoxAllow => "Press Blocked beside Notifications, so that it says Allowed.",
        Step::SafariAllow => {
            "Open Safari › Settings › Websites › Notifications and choose Allow for this address."
        }
        Step::OtherAllow => "Allow notifications for this address in the settings of your browser.",
        Step::SaveAgain => "Press Save in the notification settings again and answer Allow.",
        Step::WindowsAllow => {
            return format!(
                "Open Settings › System › Notifications, switch on Notifications and, in the list \
                 below, {app}."
            );
        }
        Step::MacAllow => {
            return format!(
                "Open System Settings › Notifications › {app} and switch on Allow notifications."
            );
        }
        Step::MacAllowHelper => {
            return format!(
                "Do the same for the second entry, {app} Helper (Alerts): popups that stay until \
                 you answer them come from there."
            );
        }
        Step::MacAllowSite => "Do the same for the entry with this address.",
        Step::LinuxAllow => {
            return format!("In your desktop's settings, under Notifications, switch on {app}.");
        }
        Step::LinuxService => {
            "If your desktop has no such settings, start a notification service such as dunst or mako."
        }
        Step::AndroidAllow => {
            return format!("Open Settings › Apps › {app} › Notifications and switch them on.");
        }
        Step::IosAllow => {
            "Open Settings › Notifications › Deskbell and switch on Allow Notifications. If Deskbell \
             is missing there, add it to the home screen first and open it from there."
        }
        Step::SystemAllow => {
            return format!("In the settings of your system, allow notifications of {app}.");
        }
        Step::WindowsQuiet => {
            "Open Settings › System › Notifications, switch off Do not disturb and end any focus session."
        }
        Step::WindowsPriority => {
            return format!("Or add {app} there under Set priority notifications: then it may interrupt.");
        }
        Step::MacQuiet => "Switch off Focus in the Control Center at the top right of the screen.",
        Step::MacFocus => {
            return format!(
                "Or let {app} through: System Settings › Focus › your Focus › Allowed Apps."
            );
        }
        Step::MacSharing => {
            "If you share or mirror the screen, allow notifications for that too: System Settings › Notifications."
        }
        Step::LinuxQuiet => "Switch off Do not disturb, in the panel's menu of notifications or of the clock.",
        Step::AndroidQuiet => "Swipe down from the top and switch off Do Not Disturb.",
        Step::IosQuiet => "Open Settings › Focus and switch it off, or let Deskbell through there.",
        Step::SystemQuiet => "Switch off whatever keeps your system quiet.",
        Step::WindowsCentre => {
            "Press the Windows key and N: what arrived without a popup is listed there."
        }
        Step::MacCentre => {
            "Click the clock at the top right: what arrived without a popup is listed there."
        }
        Step::Restart => {
            return format!("Close all windows of {app}, open it again and send the test once more.");
        }
        Step::TellAdmin => {
            "Tell your admin which browser and system are named above. Until then keep the desktop in \
             sight: its list, title and icon ring as well."
        }
    }
    .to_owned()
}
