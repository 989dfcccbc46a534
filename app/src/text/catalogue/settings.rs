//! The notification settings: when, of what and how somebody is told.

use domain::{preferences::Privacy, request::Kind, sound::Tune};

use crate::device::state::DeviceState;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settings {
    // What the page is divided into, and how it stands.
    OnThisPage,
    WhenItRings,
    PrivacyAndQuiet,
    Unsaved,

    DesktopNotifications,
    DesktopNotificationsHelp,
    WhileLooking,
    WhileLookingHelp,
    RingMeFor,
    RingMeForHelp,
    KindGroup(Kind),
    ClickConnects,
    ClickConnectsHelp,

    Sound,
    SoundSystem,
    SoundSystemHelp,
    SoundChime,
    SoundChimeHelp,
    SoundOff,
    Tune,
    TuneName(Tune),
    Listen,
    Volume,
    RepeatUntilHandled,
    RepeatUntilHandledHelp,

    Privacy,
    PrivacyHelp,
    PrivacyLevel(Privacy),
    PrivacyLevelHelp(Privacy),

    QuietHours,
    QuietHoursHelp,
    QuietHoursOn,
    QuietFrom,
    QuietUntil,
    QuietZone,
    QuietHoursNeedTimes,
    BreaksThrough,
    EvenThen(Kind),

    WebPush,
    WebPushHelp,

    RemindersHelp,
    UpcomingSwitch,
    UpcomingSwitchHelp,
    MissedSwitch,
    MissedSwitchHelp,

    /// Saved, but the device shows nothing.
    SavedBut(DeviceState),
}
