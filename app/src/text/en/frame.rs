//! English: the frame of every page.

use domain::agent::Intent;

use crate::text::Frame;

pub fn say(text: Frame<'_>) -> String {
    match text {
        Frame::SkipToContent => "Skip to the content",
        Frame::NotFound => "There is no such page",
        Frame::NotFoundHelp => "The address may be mistyped, or the page has moved.",
        Frame::BackToDesktop => "Back to the desktop",
        Frame::Connection => "Connection",
        Frame::Live => "Live",
        Frame::Reconnecting => "Reconnecting",
        Frame::Offline => "Offline",
        Frame::Since(at) => return format!("since {at}"),
        Frame::SoundBlocked => "Sound is off, click to enable",
        Frame::Status => "Status",
        Frame::NotResponding => "Not responding",
        Frame::IsConnecting => "Connecting",
        Frame::OnACall => "On a call",
        Frame::InAChat => "In a chat",
        Frame::InWrapUp => "Wrap-up",
        Frame::ImBack => "I'm back",
        Frame::Intent(Intent::Available) => "Available",
        Frame::Intent(Intent::Busy) => "Busy",
        Frame::Intent(Intent::Break) => "Break",
        Frame::IntentHint(Intent::Available) => "Requests ring",
        Frame::IntentHint(Intent::Busy) => "Listed, nothing rings",
        Frame::IntentHint(Intent::Break) => "Away from the desk, nothing rings",
        Frame::SignedOut => "signed out",
        Frame::Profile => "Profile",
        Frame::KeyboardShortcuts => "Keyboard shortcuts",
        Frame::SignOut => "Sign out",
        Frame::NeedsScripts => "Notifications need JavaScript, which is off in this browser.",
        Frame::Notices => "Notices",
        Frame::NoRuleTitle => "Nothing can ring for you.",
        Frame::NoRuleHelp => {
            "You are in no team with a distribution rule. Requests are listed but don't ring; an \
             admin can change that."
        }
        Frame::ConnectionLostTitle => "The connection to the desk is lost.",
        Frame::ConnectionLostHelp => {
            "What you see may be out of date and nothing rings. Deskbell keeps trying by itself."
        }
        Frame::PageIsComing => "Loading the page",
        Frame::PageIsLostTitle => "The page did not arrive.",
        Frame::PageIsLostHelp => {
            "The server could not be reached, so you are still where you were."
        }
        Frame::TryAgain => "Try again",
        Frame::NewReleaseTitle => "A new release of Deskbell is running.",
        Frame::Reload => "Reload",
        Frame::TurnOnHere => "Turn on here",
    }
    .to_owned()
}
