//! Everything a person reads, in every language: one variant a sentence, one exhaustive `match` a
//! language, so that a missing translation does not compile.

mod clock;
mod direction;
mod elsewhere;
mod en;
mod es;
mod excerpt;
mod notification;
mod user_agent;

use domain::{
    agent::Intent,
    device::Health,
    notification::Decision,
    preferences::Privacy,
    request::{Kind, Outcome},
    sound::Tune,
    time::Span,
    trace::{Channel, Stage},
};
use leptos::prelude::use_context;
use serde::{Deserialize, Serialize};

pub use self::{
    clock::{
        Weekday, Zone, day_and_time, duration, iso, length, own_zone, second_of_day, time_of_day,
    },
    direction::{directed, isolated, undirected},
    elsewhere::time_in,
    excerpt::{excerpt, initial},
    notification::{Reader, called, customer_name, notification_text, ring_text, test_text},
    user_agent::{Family, System, UserAgent},
};
use crate::{
    desk_context::{DeviceState, PushState},
    error::AppError,
    form::SignInProblem,
    history::HistoryEntry,
    remedy::Step,
    trace::{Ending, SearchProblem},
};

/// Makes the list of languages out of one line each.
macro_rules! languages {
    ($($(#[$mark:meta])* $language:ident: $catalogue:ident, $code:literal, $own_name:literal;)*) => {
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Language {
            $($(#[$mark])* $language,)*
        }

        impl Language {
            pub const ALL: [Self; [$($code),*].len()] = [$(Self::$language),*];

            /// The code in the cookie, in forms and in `<html lang>`.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$language => $code,)*
                }
            }

            /// What its speakers call it.
            pub fn own_name(self) -> &'static str {
                match self {
                    $(Self::$language => $own_name,)*
                }
            }

            pub fn say(self, text: Text) -> String {
                match self {
                    $(Self::$language => $catalogue::say(text),)*
                }
            }

            /// The catalogue as it is written.
            #[cfg(test)]
            fn source(self) -> &'static str {
                match self {
                    $(Self::$language => {
                        include_str!(concat!("text/", stringify!($catalogue), ".rs"))
                    })*
                }
            }
        }
    };
}

// A language is its catalogue, `mod` above, and its line here. CONTRIBUTING.md has the steps.
languages! {
    #[default]
    En: en, "en", "English";
    Es: es, "es", "Español";
}

impl Language {
    /// Reads a code or a longer tag such as `es-MX`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    pub fn say_steps(self, steps: &[Step], browser: &UserAgent) -> Vec<String> {
        steps
            .iter()
            .map(|step| {
                self.say(Text::Step {
                    step: *step,
                    browser,
                })
            })
            .collect()
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
    FormIsKept,
    FormIsBack,

    // Top bar.
    ConnectionLabel,
    Live,
    Reconnecting,
    Offline,
    Since(&'a str),
    SoundBlocked,
    StatusMenu,
    NotResponding,
    NotRespondingTitle,
    NotRespondingHelp,
    ImBack,
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
    /// How many requests the lists don't show yet.
    Beyond(usize),
    AttendNext,
    Attending,
    Connect,
    ConnectTo(&'a str),
    Connecting,
    Later,
    /// Which of its attempts a call back is.
    Attempt {
        attempt: u8,
        of: u8,
    },
    LaterFor(&'a str),
    Customer,
    Kind(Kind),
    /// A call that is planned: by whom it was asked for.
    PlannedKind(Kind),
    /// One of all kinds, told from every other.
    KindChoice(Kind),
    PlannedCalls,
    NothingPlanned,
    PlannedBy,
    Actions,
    ScheduleCall,
    CustomerName,
    EmailOptional,
    Date,
    TimeLabel,
    TimeIsIn,
    ZoneHint,
    TeamLabel,
    RingsFirstFor,
    ForMe,
    ForTheTeam,
    You,
    MoveCall,
    MoveCallOf(&'a str),
    KeepCall,
    CancelCall,
    CancelCallOf(&'a str),
    /// A time of another day.
    OnWeekday {
        weekday: Weekday,
        time: &'a str,
    },
    TimeThere {
        time: &'a str,
        place: &'a str,
    },
    Quoted(&'a str),
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
    NoteNotSaved,
    Finish,
    NothingRingsNow,
    OnlyChatsRingNow,
    /// The list of those in hand, when there are several.
    OpenSessions,
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
    Step {
        step: Step,
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
    SeenNo,
    SeenNoAgain,
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
    AgentUnreachable,
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

    // Notification trace.
    Trace,
    TraceLead,
    TimesIn(&'a str),
    TraceSearch,
    TraceFind,
    TraceEverything,
    TraceAll,
    RequestNumber,
    CustomerOrNumber,
    TraceDecisionLabel,
    TraceChannelLabel,
    TraceFrom,
    TraceUntil,
    TraceZone,
    SearchProblem(SearchProblem),
    TraceDecision(Decision),
    TraceReason(Decision),
    TraceChannel(Channel),
    TraceStep {
        channel: Channel,
        stage: Stage,
    },
    TraceEnding(&'a Ending),
    NoDeviceAnswered,
    RemovedDevice,
    OnlyAgent(&'a str),
    OnlyRequest(&'a str),
    TraceEmpty,
    TraceNothingFound,
    TraceSearchedUntil {
        rows: usize,
        at: &'a str,
    },
    TraceOlder,
    TraceNewest,
    TraceCsv,
    TraceCsvHelp {
        lines: usize,
    },

    // Language.
    LanguageHelp,

    // What does not ring.
    DigestTitle(u32),
    DigestBody(&'a str),
    UpcomingTitle(i64),
    UpcomingBody {
        customer: &'a str,
        at: &'a str,
    },
    AgentMissedTitle(&'a str),
    AgentMissedBody(&'a str),
    MissedTitle,
    MissedBody {
        customer: &'a str,
        after: &'a str,
        taken_by: Option<&'a str>,
    },
    SigningOutTitle(i64),
    SigningOutBody,
    SignInAgain,
    ShowRequest,
    Dismiss,
    DismissNote(&'a str),
    Reminders,
    RemindersHelp,
    UpcomingSwitch,
    UpcomingSwitchHelp,
    MissedSwitch,
    MissedSwitchHelp,

    // Popups.
    TestTitle,
    TestBody,
    PopupTitle(Kind),
    PopupWaiting {
        customer: &'a str,
        team: &'a str,
        waiting: Span,
    },
    /// They have no line that still rings: since then they wait.
    PopupCalled {
        customer: &'a str,
        team: &'a str,
        ago: Span,
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
        /// Nobody: the agent who reads it.
        owner: Option<&'a str>,
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
        attempt: u8,
        of: u8,
        first_asked: &'a str,
    },
    /// A popup that comes a while after its time.
    PopupDueSince {
        body: &'a str,
        minutes: i64,
    },
    PopupCallBackTo(&'a str),
    /// Whose name may not be read.
    SomeCustomer,
    PopupConnect,
    PopupOver,
    TestFrom(&'a str),
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Texts that are rightly the same as in English, by the code of the language.
    const SHARED: &[(&str, &[&str])] = &[("es", &["Chat", "Chats", "No", "Web Push"])];

    #[test]
    fn nothing_is_left_in_english() {
        let english = literals(Language::En.source());
        assert!(english.contains("Sign in"), "{english:?}");
        for language in Language::ALL {
            if language == Language::En {
                continue;
            }
            let shared = SHARED
                .iter()
                .find(|(code, _)| *code == language.code())
                .map_or(&[][..], |(_, texts)| *texts);
            let left = literals(language.source())
                .intersection(&english)
                .cloned()
                .collect::<Vec<_>>();
            assert_eq!(left, shared, "{}", language.own_name());
        }
    }

    #[test]
    fn each_kind_has_words_of_its_own_to_be_chosen_by() {
        for language in Language::ALL {
            let words = Kind::ALL.map(|kind| language.say(Text::KindChoice(kind)));
            let different: BTreeSet<_> = words.iter().collect();
            assert_eq!(different.len(), words.len(), "{words:?}");
            for (kind, words) in Kind::ALL.into_iter().zip(&words) {
                assert!(
                    words.starts_with(&language.say(Text::Kind(kind))),
                    "{words}"
                );
            }
        }
    }

    #[test]
    fn a_language_is_found_by_its_code_and_no_code_means_two() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.code()), Some(language));
            let regional = format!("{}-XX", language.code().to_uppercase());
            assert_eq!(Language::from_tag(&regional), Some(language));
        }
        assert_eq!(Language::from_tag("tlh"), None);
    }

    /// A name of any direction must not move what the desk writes around it.
    #[test]
    fn what_somebody_else_wrote_is_isolated_wherever_it_is_inserted() {
        for language in Language::ALL {
            let source = language.source();
            for name in [
                "customer", "by", "owner", "agent", "device", "team", "message", "words", "address",
            ] {
                let inserted = source.matches(&format!("{{{name}}}")).count();
                let isolated = source.matches(&format!(" {name} = isolated(")).count();
                assert_eq!(inserted, isolated, "{name} in {}", language.own_name());
            }
        }
    }

    /// What a catalogue says in words: its string literals, without what is filled in. Names of
    /// browsers and systems are filled in too, so they don't count.
    fn literals(source: &str) -> BTreeSet<String> {
        // What stands above, reasons of lints among it, is for who reads the code.
        let (_, mut rest) = source.split_once("pub fn say(").unwrap_or_default();
        let mut found = BTreeSet::new();
        while let Some(at) = rest.find(['"', '/']) {
            if rest[at..].starts_with("//") {
                rest = rest[at..].split_once('\n').map_or("", |(_, after)| after);
                continue;
            }
            let is_text = rest[at..].starts_with('"');
            rest = &rest[at + 1..];
            if is_text {
                let (literal, after) = closed(rest);
                rest = after;
                let words = without_placeholders(&literal);
                if words.chars().any(char::is_alphabetic) {
                    found.insert(literal);
                }
            }
        }
        found
    }

    /// The literal that has just been opened, and what follows it.
    fn closed(rest: &str) -> (String, &str) {
        let mut literal = String::new();
        let mut characters = rest.char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => return (literal, &rest[at + 1..]),
                // Of what is escaped, nothing is a word.
                '\\' => drop(characters.next()),
                _ => literal.push(character),
            }
        }
        (literal, "")
    }

    fn without_placeholders(literal: &str) -> String {
        literal
            .split('{')
            .map(|part| part.split_once('}').map_or(part, |(_, after)| after))
            .collect()
    }
}
