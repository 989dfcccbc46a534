//! English: the notification settings.

use domain::{preferences::Privacy, request::Kind, sound::Tune};

use super::remedies;
use crate::text::Settings;

pub fn say(text: Settings) -> String {
    match text {
        Settings::OnThisPage => "On this page",
        Settings::WhenItRings => "When it rings",
        Settings::PrivacyAndQuiet => "Privacy and quiet hours",
        Settings::Unsaved => "Unsaved changes",
        Settings::DesktopNotifications => "Desktop notifications",
        Settings::DesktopNotificationsHelp => {
            "A popup of your system when a customer needs you, also while this tab is in the background."
        }
        Settings::WhileLooking => "Also while I look at the desktop",
        Settings::WhileLookingHelp => "Otherwise it rings only in the list while this tab has the focus.",
        Settings::RingMeFor => "Ring me for",
        Settings::RingMeForHelp => "What you leave out still rings in the list, without a popup.",
        Settings::KindGroup(kind) => match kind {
            Kind::NewRequest => "New requests",
            Kind::InboundCall => "Inbound calls",
            Kind::InboundChat => "Chats",
            Kind::ScheduledByAgent | Kind::ScheduledByCustomer => "Scheduled calls",
            Kind::CallMeBack => "Call-backs",
        },
        Settings::ClickConnects => "A click on the popup connects at once",
        Settings::ClickConnectsHelp => {
            "Otherwise it leads to the request, and you decide there. The popup's own buttons stay as they are."
        }
        Settings::Sound => "Sound",
        Settings::SoundSystem => "System sound",
        Settings::SoundSystemHelp => {
            "What your system plays with a notification. Where it plays nothing, Deskbell chimes."
        }
        Settings::SoundChime => "Deskbell chime",
        Settings::SoundChimeHelp => "The same on every computer, as long as a desktop is open there.",
        Settings::SoundOff => "Off",
        Settings::Tune => "Tune",
        Settings::TuneName(tune) => match tune {
            Tune::Bells => "Two bells",
            Tune::Stairs => "Stairs",
            Tune::Telephone => "Telephone",
        },
        Settings::Listen => "Listen",
        Settings::Volume => "Volume",
        Settings::RepeatUntilHandled => "Repeat until handled",
        Settings::RepeatUntilHandledHelp => {
            "Again and again, until somebody takes the customer or the time is over."
        }
        Settings::Privacy => "What others may read",
        Settings::PrivacyHelp => {
            "Popups and the titles of tabs can be seen by whoever passes your screen, or watches it in a meeting."
        }
        Settings::PrivacyLevel(level) => match level {
            Privacy::Full => "Everything",
            Privacy::Name => "Only the name",
            Privacy::Hidden => "Nothing about the customer",
        },
        Settings::PrivacyLevelHelp(level) => match level {
            Privacy::Full => "Name or number, and the beginning of what they wrote.",
            Privacy::Name => "No number, and nothing of what they wrote.",
            Privacy::Hidden => "Only that a customer is there.",
        },
        Settings::QuietHours => "Quiet hours",
        Settings::QuietHoursHelp => "Every day between these times no popup comes. The list rings all the same, and afterwards one popup says what waits. The same time twice means round the clock.",
        Settings::QuietHoursOn => "Keep quiet hours",
        Settings::QuietFrom => "From",
        Settings::QuietUntil => "Until",
        Settings::QuietZone => "Time zone of these hours",
        Settings::QuietHoursNeedTimes => "Say from when until when you want quiet, such as 20:00 to 08:00.",
        Settings::BreaksThrough => "These come through all the same:",
        Settings::EvenThen(Kind::NewRequest) => "New requests come through",
        Settings::EvenThen(Kind::InboundCall) => "Inbound calls come through",
        Settings::EvenThen(Kind::InboundChat) => "Chats come through",
        Settings::EvenThen(Kind::ScheduledByAgent | Kind::ScheduledByCustomer) => {
            "Scheduled calls come through"
        }
        Settings::EvenThen(Kind::CallMeBack) => "Call-backs come through",
        Settings::WebPush => "Also when Deskbell is closed (Web Push)",
        Settings::WebPushHelp => {
            "On this device only. If no page answers within 3 seconds, the push service of your \
             browser brings the popup. It cannot read what is in it."
        }
        Settings::RemindersHelp => {
            "One popup each, without ringing. They come while you are free and not in quiet hours."
        }
        Settings::UpcomingSwitch => "5 minutes before a call of mine",
        Settings::UpcomingSwitchHelp => "For planned calls that ring for you first.",
        Settings::MissedSwitch => "When a request of mine was passed on",
        Settings::MissedSwitchHelp => "It had rung for you alone, and you did not take it.",
        Settings::SavedBut(state) => {
            return format!("Saved. {}", remedies::reason(state));
        }
    }
    .to_owned()
}
