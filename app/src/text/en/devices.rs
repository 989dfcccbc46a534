//! English: devices.

use domain::device::Health;

use super::remedies;
use crate::{
    device::state::{DeviceState, PushState},
    text::{Devices, isolated},
};

pub fn say(text: Devices<'_>) -> String {
    match text {
        Devices::ThisDevice => "This device",
        Devices::Browser => "Browser",
        Devices::Permission => "Permission",
        Devices::PermissionState(state) => match state {
            DeviceState::Unknown => "Checking…",
            DeviceState::Granted => "Allowed",
            DeviceState::NotAsked => "Not asked yet",
            DeviceState::Denied => "Blocked",
            DeviceState::InsecureOrigin => "Not possible: the address is not secure",
            DeviceState::Embedded => "Not possible inside another page",
            DeviceState::Unsupported => "Not possible in this browser",
        },
        Devices::SendTest => "Send test notification",
        Devices::SeenIt => "A test notification was sent. Did you see it?",
        Devices::Yes => "Yes",
        Devices::No => "No",
        Devices::SeenYes => "Then this device is ready.",
        Devices::SeenNo => {
            "The browser did its part, so your system holds it back. Do this, then send the test again:"
        }
        Devices::SeenNoAgain => "Then the next thing to do, and another test:",
        Devices::TestFailed(state) => {
            return match remedies::reason(state) {
                "" => {
                    "The browser refused the test notification. Try again.".to_owned()
                }
                title => format!("No test notification was sent. {title}"),
            };
        }
        Devices::WhenClosed => "When Deskbell is closed",
        Devices::PushState(state) => match state {
            PushState::Unknown => "Checking…",
            PushState::Off => "Off: nothing arrives here while Deskbell is closed",
            PushState::NotAllowed => "Not possible before notifications are allowed",
            PushState::Asking => "Asking the push service of your browser…",
            PushState::On => "Popups arrive by Web Push while the browser runs",
            PushState::Unsupported => "Not possible in this browser",
            PushState::NoService => {
                "The push service of your browser could not be reached. Notifications work while a page is open; press Save to try again."
            }
            PushState::Refused => {
                "The server did not accept the push service of your browser. Notifications work while a page is open."
            }
        },
        Devices::MyDevices => "My devices",
        Devices::MyDevicesLead => "Every browser in which you have signed in.",
        Devices::ThisOne => "this device",
        Devices::Added => "Added",
        Devices::Seen => "Last connected",
        Devices::Shown => "Last popup",
        Devices::Never => "never",
        Devices::Health(health) => match health {
            Health::Working => "Ready to show popups",
            Health::NotSeenLately => "Not used for more than a week",
            Health::NotAllowed(permission) => {
                match remedies::reason(permission.into()) {
                    "" => "Has not said yet whether it may show popups.",
                    title => title,
                }
            }
        },
        Devices::ByWebPush => "Reached by Web Push when Deskbell is closed",
        Devices::Name => "Name",
        Devices::NameHint => "Leave it empty to name the device after its browser.",
        Devices::Rename => "Rename",
        Devices::RenameOf(device) => return format!("Rename {device}", device = isolated(device)),
        Devices::Remove => "Remove",
        Devices::RemoveOf(device) => return format!("Remove {device}", device = isolated(device)),
        Devices::Change => "Rename or remove",
    }
    .to_owned()
}
