//! English: whom popups reach.

use crate::text::{Reach, isolated};

pub fn say(text: Reach<'_>) -> String {
    match text {
        Reach::Lead => {
            "Who can be reached by popups, and who cannot. A test appears on every device of the agent that is connected."
        }
        Reach::LastShown => "Last popup",
        Reach::Test => "Test",
        Reach::WorkingDevices { working, known } => return format!("{working} of {known} working"),
        Reach::NoWorkingDevice => "No working device",
        Reach::NoDeviceKnown => "Has never signed in.",
        Reach::NotificationsOff => "The agent has desktop notifications off.",
        Reach::Unreachable => "Unreachable: no device answers, so nothing rings until one does.",
        Reach::SendTestTo(agent) => return format!("Send a test to {agent}", agent = isolated(agent)),
        Reach::SendTest => "Send a test",
        Reach::TestSentBy { by, at } => return format!("Sent by {by}, {at}.", by = isolated(by)),
        Reach::TestWaiting => "Waiting for an answer…",
        Reach::TestShown { shown, asked } => {
            return match asked {
                1 if shown == 1 => "Shown on the connected device.".to_owned(),
                1 => "Not shown on the connected device.".to_owned(),
                _ => format!("Shown on {shown} of {asked} connected devices."),
            };
        }
        Reach::NobodyConnected => "No device of this agent is connected: nothing was sent.",
    }
    .to_owned()
}
