//! Everything a person reads, in every language: one variant a sentence, one exhaustive `match` a
//! language, so that a missing translation does not compile.

mod clock;
mod en;
mod es;
mod notification;
mod user_agent;

use domain::{
    agent::Intent,
    device::{Health, PushResult},
    request::{Kind, Outcome},
    time::Span,
};
use leptos::prelude::use_context;
use serde::{Deserialize, Serialize};

pub use self::{
    clock::{Zone, day_and_time, iso, length, time_of_day},
    notification::{excerpt, notification_text, ring_text, test_text},
    user_agent::{Family, System, UserAgent},
};
use crate::{
    desk_context::{DeviceState, PushState},
    error::AppError,
    form::SignInProblem,
    history::HistoryEntry,
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    #[default]
    En,
    Es,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// The code in the cookie, in forms and in `<html lang>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// Reads a code or a longer tag such as `es-MX`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// What its speakers call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
        }
    }

    pub fn say(self, text: Text) -> String {
        match self {
            Self::En => en::say(text),
            Self::Es => es::say(text),
        }
    }
}

/// The language of the page, provided by the root.
pub fn use_language() -> Language {
    use_context().unwrap_or_default()
}

/// One sentence, label or name each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text<'a> {
    // The frame of every page.
    SkipToContent,
    NotFound,
    NotFoundHelp,
    BackToDesktop,
    Problem(&'a AppError),

    // Front page and sign-in.
    FrontTitle,
    FrontLead,
    FrontOnce,
    FrontOnceHelp,
    FrontGone,
    FrontGoneHelp,
    FrontExplained,
    FrontExplainedHelp,
    SignIn,
    SignInHint,
    Email,
    Next,
    Password,
    SignInConnect,
    SigningInAs,
    AnotherEmail,
    SignInProblem(SignInProblem),

    // Top bar.
    ConnectionLabel,
    Live,
    Reconnecting,
    Offline,
    Since(&'a str),
    SoundBlocked,
    StatusMenu,
    Intent(Intent),
    IntentHint(Intent),
    SignedOutStatus,
    ProfileMenu,
    Notifications,
    LanguageLabel,
    SignOut,

    // Lists.
    DesktopTitle,
    Requests,
    Pending,
    AvailableSoon,
    TimedOut,
    EmptyPending,
    EmptyAvailableSoon,
    EmptyTimedOut,
    Counted {
        name: &'a str,
        count: usize,
    },
    AttendNext,
    Attending,
    Connect,
    ConnectTo(&'a str),
    Connecting,
    Customer,
    Kind(Kind),
    Due {
        span: Span,
        at: &'a str,
    },
    DueNow,
    Overdue(Span),
    OwnedBy(&'a str),
    OwnedByYou,
    NowWithYou,
    NowTaken(&'a str),
    NowOver,
    NowElsewhere(&'a str),
    StartEarlyTitle,
    StartEarlyQuestion(&'a str),
    StartEarly,
    NotYet,

    // Announcements and the title of the page.
    Announce {
        kind: Kind,
        customer: &'a str,
    },
    AnnounceTaken {
        by: &'a str,
        customer: &'a str,
    },
    AnnounceTimedOut(&'a str),
    AnnounceOver(&'a str),
    Title {
        rings: usize,
        kind: Kind,
        customer: &'a str,
    },

    // Session.
    Session,
    Dialling,
    Bridged,
    InChat,
    WrapUp,
    YouAreReady,
    DialHint,
    NoNumber,
    ChatHint,
    Call(&'a str),
    WriteTo(&'a str),
    Message,
    Answered,
    NoAnswer,
    End,
    HandBack,
    OutcomeLabel,
    ChooseOutcome,
    OutcomeNeeded,
    Outcome(Outcome),
    Note,
    NoteHint,
    ClosesIn(Span),
    MoreTime,
    Finish,
    NothingRingsNow,
    IdleTitle,
    IdleLead,
    IdleRinging,
    IdleTurnOn,
    IdleTest,
    IdleBusy,
    IdleAway,
    CustomerFacts,
    Phone,
    PreferredLanguage,
    TimeZone,
    FirstAsked,
    PlannedFor,
    Team,
    Priority,

    // Banners.
    Notices,
    NoRuleTitle,
    NoRuleHelp,
    ConnectionLostTitle,
    ConnectionLostHelp,
    NewReleaseTitle,
    Reload,
    DeviceTitle(DeviceState),
    DeviceHelp {
        state: DeviceState,
        browser: &'a UserAgent,
    },
    TurnOnHere,
    NotificationSettings,

    // Notification settings.
    DesktopNotifications,
    DesktopNotificationsHelp,
    WhileLooking,
    WhileLookingHelp,
    RingMeFor,
    RingMeForHelp,
    KindGroup(Kind),
    Save,
    Saving,
    Saved,
    SavedBut(DeviceState),
    ThisDevice,
    BrowserLabel,
    Browser(&'a UserAgent),
    Permission,
    PermissionState(DeviceState),
    NeedsScripts,
    SendTest,
    SeenIt,
    Yes,
    No,
    SeenYes,
    SeenNo(&'a UserAgent),
    TestFailed(DeviceState),
    WebPush,
    WebPushHelp,
    WhenClosed,
    PushState(PushState),
    MyDevices,
    MyDevicesLead,
    ThisOne,
    DeviceAdded,
    DeviceSeen,
    DeviceShown,
    Never,
    Health(Health),
    ByWebPush,
    DeviceName,
    DeviceNameHint,
    Rename,
    RenameOf(&'a str),
    Remove,
    RemoveOf(&'a str),
    ChangeDevice,
    History,

    // Notification history.
    HistoryLead,
    HistoryEmpty,
    HistoryLoading,
    HistoryTime,
    HistoryKind,
    HistoryResult,
    HistoryEntry(&'a HistoryEntry),
    HistoryAdvice(&'a HistoryEntry),
    HistoryPush(PushResult),

    // Supervisors.
    AgentsDevices,
    AgentsDevicesLead,
    AgentLabel,
    Devices,
    LastShown,
    Test,
    WorkingDevices {
        working: usize,
        known: usize,
    },
    NoWorkingDevice,
    NoDeviceKnown,
    NotificationsOff,
    SendTestTo(&'a str),
    SendTestShort,
    TestSentBy {
        by: &'a str,
        at: &'a str,
    },
    TestWaiting,
    TestShown {
        shown: usize,
        asked: usize,
    },
    TestNobodyConnected,

    // Language.
    LanguageHelp,

    // Popups.
    TestTitle,
    TestBody,
    PopupTitle(Kind),
    PopupWaiting {
        customer: &'a str,
        team: &'a str,
        waiting: Span,
    },
    PopupCalling {
        customer: &'a str,
        team: &'a str,
    },
    PopupChat {
        customer: &'a str,
        message: &'a str,
    },
    PopupChatEmpty {
        customer: &'a str,
        team: &'a str,
    },
    PopupPlannedByAgent {
        customer: &'a str,
        at: &'a str,
        theirs: Option<(&'a str, &'a str)>,
    },
    PopupPlannedByCustomer {
        customer: &'a str,
        at: &'a str,
    },
    PopupCallBack {
        customer: &'a str,
        first_asked: &'a str,
    },
    PopupConnect,
    PopupOver,
    TestFrom(&'a str),
}
