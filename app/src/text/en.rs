//! English.

use domain::{
    agent::Intent,
    device::{Health, PushFailure, PushResult},
    notification::{Decision, DeviceFailure, Report, Suppression},
    offer::{Leaving, Withdrawal},
    preferences::Privacy,
    request::{Kind, Outcome},
    sound::Tune,
    trace::{Channel, Stage},
};

use super::{Text, duration, isolated, length};
use crate::{
    device::{
        remedy::Step,
        state::{DeviceState, PushState},
        user_agent::UserAgent,
    },
    wire::{
        error::AppError,
        form::SignInProblem,
        history::{Delivery, HistoryEntry},
        plan::PlanProblem,
        trace::{Ending, ListField, SearchProblem},
    },
};

#[expect(
    clippy::too_many_lines,
    clippy::match_same_arms,
    reason = "a catalogue: one sentence after the other, and two may read alike"
)]
pub fn say(text: Text) -> String {
    match text {
        Text::SkipToContent => "Skip to the content",
        Text::NotFound => "There is no such page",
        Text::NotFoundHelp => "The address may be mistyped, or the page has moved.",
        Text::BackToDesktop => "Back to the desktop",
        Text::Problem(error) => return problem(error),

        Text::FrontTitle => "The agent desktop that rings you",
        Text::FrontLead => {
            "Do other work. The moment a customer needs you, a real desktop notification appears, \
             and one click connects the two of you."
        }
        Text::FrontOnce => "Once",
        Text::FrontOnceHelp => "One notification a device, however many tabs are open.",
        Text::FrontGone => "Gone when it is over",
        Text::FrontGoneHelp => "Taken by a colleague: it disappears everywhere within a second.",
        Text::FrontExplained => "Explained",
        Text::FrontExplainedHelp => "For every request you can read why it rang, or why it did not.",
        Text::SignIn => "Sign in",
        Text::SignInHint => "You receive notifications while you are signed in.",
        Text::Email => "E-mail",
        Text::Next => "Next",
        Text::Password => "Password",
        Text::SignInConnect => "Connect",
        Text::SigningInAs => "Signing in as",
        Text::AnotherEmail => "Use another e-mail",
        Text::SignInProblem(problem) => return sign_in_problem(problem),
        Text::FormIsKept => "Your sign-in has ended. What you typed is kept: sign in, and it is there again.",
        Text::FormIsBack => "What you typed is here again. Nothing of it has been sent yet.",

        Text::ConnectionLabel => "Connection",
        Text::Live => "Live",
        Text::Reconnecting => "Reconnecting",
        Text::Offline => "Offline",
        Text::Since(at) => return format!("since {at}"),
        Text::SoundBlocked => "Sound is off, click to enable",
        Text::StatusMenu => "Status",
        Text::NotResponding => "Not responding",
        Text::NotRespondingTitle => "You are not being asked",
        Text::NotRespondingHelp => "Several requests in a row rang here and nobody took them. Touch the desktop, or press I’m back, and they ring for you again.",
        Text::ImBack => "I’m back",
        Text::Intent(Intent::Available) => "Available",
        Text::Intent(Intent::Busy) => "Busy",
        Text::Intent(Intent::Break) => "Break",
        Text::IntentHint(Intent::Available) => "Requests ring",
        Text::IntentHint(Intent::Busy) => "Listed, nothing rings",
        Text::IntentHint(Intent::Break) => "Away from the desk, nothing rings",
        Text::SignedOutStatus => "signed out",
        Text::ProfileMenu => "Profile",
        Text::Notifications => "Notifications",
        Text::LanguageLabel => "Language",
        Text::SignOut => "Sign out",

        Text::DesktopTitle => "Desktop",
        Text::Requests => "Requests",
        Text::Pending => "Pending",
        Text::AvailableSoon => "Available soon",
        Text::TimedOut => "Timed out",
        Text::EmptyPending => "Nobody is waiting.",
        Text::EmptyAvailableSoon => "Calls planned for the next 30 minutes appear here.",
        Text::EmptyTimedOut => "Requests that rang and nobody took appear here.",
        Text::Counted { name, count } => return format!("{name}, {count}"),
        Text::Beyond(count) => {
            return format!("and {count} more, who are listed as these leave");
        }
        Text::AttendNext => "Attend next customer",
        Text::Attending => "Connecting…",
        Text::Connect => "Connect",
        Text::ConnectTo(customer) => return format!("Connect {customer}", customer = isolated(customer)),
        Text::Connecting => "Connecting…",
        Text::Later => "Later",
        Text::Attempt { attempt, of } => return format!("attempt {attempt} of {of}"),
        Text::LaterFor(customer) => return format!("Later: {customer}", customer = isolated(customer)),
        Text::Customer => "Customer",
        Text::Kind(kind) => self::kind(kind),
        Text::PlannedKind(kind) => match kind {
            Kind::ScheduledByCustomer => "The customer chose this time",
            Kind::CallMeBack => "Call back",
            _ => "Scheduled call",
        },
        Text::KindChoice(kind) => match kind {
            Kind::ScheduledByAgent => "Scheduled call, planned by an agent",
            Kind::ScheduledByCustomer => "Scheduled call, at the customer’s choice",
            kind => self::kind(kind),
        },
        Text::PlannedCalls => "Scheduled calls",
        Text::NothingPlanned => {
            "No calls are planned. A call that you plan rings for you when it is due."
        }
        Text::PlannedBy => "Rings first for",
        Text::Actions => "Actions",
        Text::ScheduleCall => "Schedule a call",
        Text::CustomerName => "Customer’s name",
        Text::EmailOptional => "E-mail (optional)",
        Text::Date => "Date",
        Text::TimeLabel => "Time",
        Text::TimeIsIn => "Time zone of the customer",
        Text::ZoneHint => {
            "Your browser does not say where it is. Write a time zone such as Europe/Madrid."
        }
        Text::TeamLabel => "Team",
        Text::RingsFirstFor => "Rings first for",
        Text::ForMe => "Me, then the team",
        Text::ForTheTeam => "The whole team",
        Text::You => "You",
        Text::MoveCall => "Move",
        Text::MoveCallOf(customer) => return format!("Move the call with {customer}", customer = isolated(customer)),
        Text::KeepCall => "Leave it as it is",
        Text::CancelCall => "Cancel call",
        Text::CancelCallOf(customer) => return format!("Cancel call with {customer}", customer = isolated(customer)),
        Text::OnWeekday { weekday, time } => {
            let day = weekday.of(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
            return format!("{day} {time}");
        }
        Text::TimeThere { time, place } => return format!("{time} in {place}"),
        Text::Quoted(words) => return format!("“{words}”", words = isolated(words)),
        Text::Due { span, at } => return format!("in {} min ({at})", whole_minutes(span)),
        Text::DueNow => "due now",
        Text::Overdue(span) => return format!("due {} ago", length(span)),
        Text::OwnedBy(name) => return format!("planned by {name}", name = isolated(name)),
        Text::OwnedByYou => "planned by you",
        Text::NowWithYou => "This customer is with you",
        Text::NowTaken(by) => return format!("{by} took this customer", by = isolated(by)),
        Text::NowOver => "This request is over",
        Text::NowElsewhere(list) => return format!("Now under {list}"),
        Text::StartEarlyTitle => "Start this call now?",
        Text::StartEarlyQuestion(at) => {
            return format!(
                "This call is planned for {at}. If you start it now, the planned call will not ring."
            );
        }
        Text::StartEarly => "Start now",
        Text::NotYet => "Not yet",

        Text::Announce { kind, customer } => {
            return format!("{} from {customer}", self::kind(kind), customer = isolated(customer));
        }
        Text::AnnounceTaken { by, customer } => return format!("{by} took {customer}", customer = isolated(customer), by = isolated(by)),
        Text::AnnounceTimedOut(customer) => return format!("Nobody took {customer} in time", customer = isolated(customer)),
        Text::AnnounceOver(customer) => return format!("The request of {customer} is over", customer = isolated(customer)),
        Text::Title { rings, kind, customer } => {
            return format!("({rings}) {}: {customer}", self::kind(kind), customer = isolated(customer));
        }

        Text::Session => "Session",
        Text::Dialling => "Connecting",
        Text::Bridged => "Connected",
        Text::InChat => "Chat",
        Text::WrapUp => "Wrap-up",
        Text::YouAreReady => "You",
        Text::DialHint => "Dial the number, then say whether the customer answered.",
        Text::NoNumber => "No phone number is known for this customer.",
        Text::ChatHint => {
            "Chatting inside Deskbell comes in a later release. Until then, reply to the customer \
             by the means below."
        }
        Text::Call(number) => return format!("Call {number}"),
        Text::WriteTo(address) => return format!("Write to {address}", address = isolated(address)),
        Text::Message => "Message",
        Text::Answered => "Answered",
        Text::NoAnswer => "No answer",
        Text::End => "End",
        Text::HandBack => "Hand back",
        Text::OutcomeLabel => "Outcome",
        Text::ChooseOutcome => "Choose an outcome",
        Text::OutcomeNeeded => "Choose an outcome first.",
        Text::Outcome(outcome) => self::outcome(outcome),
        Text::Note => "Note",
        Text::NoteHint => "What a colleague should know next time.",
        Text::ClosesIn(span) => return format!("closes by itself in {}", length(span)),
        Text::MoreTime => "More time",
        Text::NoteNotSaved => "A wrap-up closed before this note of yours could be saved:",
        Text::Finish => "Finish",
        Text::NothingRingsNow => {
            "While you are with a customer, new requests stay listed but do not ring."
        }
        Text::OnlyChatsRingNow => {
            "While you chat, calls stay listed but do not ring. Chats ring as long as you can take another."
        }
        Text::OpenSessions => "Customers with you",
        Text::IdleTitle => "Ready when a customer is",
        Text::IdleLead => {
            "Go on with your other work. A new request rings here and, with notifications on, as a \
             popup of your system. Connect opens the customer in this place."
        }
        Text::IdleRinging => "A customer is waiting for you: press Connect in the list.",
        Text::IdleTurnOn => "Desktop notifications are off. Turn them on to be called from other windows:",
        Text::IdleTest => "Desktop notifications are on. See whether they reach you:",
        Text::IdleBusy => "Your status is Busy: requests stay listed but do not ring.",
        Text::IdleAway => "You are on a break: requests stay listed but do not ring.",
        Text::CustomerFacts => "Customer",
        Text::Phone => "Phone",
        Text::PreferredLanguage => "Language",
        Text::TimeZone => "Time zone",
        Text::FirstAsked => "First asked",
        Text::PlannedFor => "Planned for",
        Text::Team => "Team",
        Text::Priority => "Priority",

        Text::Notices => "Notices",
        Text::NoRuleTitle => "Nothing can ring for you.",
        Text::NoRuleHelp => {
            "You are in no team with a distribution rule. Requests are listed but don't ring; an \
             admin can change that."
        }
        Text::ConnectionLostTitle => "The connection to the desk is lost.",
        Text::ConnectionLostHelp => {
            "What you see may be out of date and nothing rings. Deskbell keeps trying by itself."
        }
        Text::NewReleaseTitle => "A new release of Deskbell is running.",
        Text::Reload => "Reload",
        Text::DeviceTitle(state) => match state {
            DeviceState::NotAsked => "Notifications are not yet allowed on this device.",
            DeviceState::Denied => "Notifications from Deskbell are blocked: this browser has no permission to show them.",
            DeviceState::InsecureOrigin => "Notifications need a secure address.",
            DeviceState::Embedded => "Notifications do not work inside another page.",
            DeviceState::Unsupported => "This browser cannot show notifications.",
            DeviceState::Granted | DeviceState::Unknown => "",
        },
        Text::Step { step, browser } => return self::step(step, browser),
        Text::TurnOnHere => "Turn on here",
        Text::NotificationSettings => "Notification settings",

        Text::DesktopNotifications => "Desktop notifications",
        Text::DesktopNotificationsHelp => {
            "A popup of your system when a customer needs you, also while this tab is in the background."
        }
        Text::WhileLooking => "Also while I look at the desktop",
        Text::WhileLookingHelp => "Otherwise it rings only in the list while this tab has the focus.",
        Text::RingMeFor => "Ring me for",
        Text::RingMeForHelp => "What you leave out still rings in the list, without a popup.",
        Text::KindGroup(kind) => match kind {
            Kind::NewRequest => "New requests",
            Kind::InboundCall => "Inbound calls",
            Kind::InboundChat => "Chats",
            Kind::ScheduledByAgent | Kind::ScheduledByCustomer => "Scheduled calls",
            Kind::CallMeBack => "Call-backs",
        },
        Text::ClickConnects => "A click on the popup connects at once",
        Text::ClickConnectsHelp => {
            "Otherwise it leads to the request, and you decide there. The popup's own buttons stay as they are."
        }
        Text::Sound => "Sound",
        Text::SoundSystem => "System sound",
        Text::SoundSystemHelp => {
            "What your system plays with a notification. Where it plays nothing, Deskbell chimes."
        }
        Text::SoundChime => "Deskbell chime",
        Text::SoundChimeHelp => "The same on every computer, as long as a desktop is open there.",
        Text::SoundOff => "Off",
        Text::Tune => "Tune",
        Text::TuneName(tune) => match tune {
            Tune::Bells => "Two bells",
            Tune::Stairs => "Stairs",
            Tune::Telephone => "Telephone",
        },
        Text::Listen => "Listen",
        Text::Volume => "Volume",
        Text::RepeatUntilHandled => "Repeat until handled",
        Text::RepeatUntilHandledHelp => {
            "Again and again, until somebody takes the customer or the time is over."
        }
        Text::QuietHours => "Quiet hours",
        Text::QuietHoursHelp => "Every day between these times no popup comes. The list rings all the same, and afterwards one popup says what waits. The same time twice means round the clock.",
        Text::QuietHoursOn => "Keep quiet hours",
        Text::QuietFrom => "From",
        Text::QuietUntil => "Until",
        Text::QuietZone => "Time zone of these hours",
        Text::QuietHoursNeedTimes => "Say from when until when you want quiet, such as 20:00 to 08:00.",
        Text::BreaksThrough => "These come through all the same:",
        Text::EvenThen(Kind::NewRequest) => "New requests come through",
        Text::EvenThen(Kind::InboundCall) => "Inbound calls come through",
        Text::EvenThen(Kind::InboundChat) => "Chats come through",
        Text::EvenThen(Kind::ScheduledByAgent | Kind::ScheduledByCustomer) => {
            "Scheduled calls come through"
        }
        Text::EvenThen(Kind::CallMeBack) => "Call-backs come through",
        Text::Privacy => "What others may read",
        Text::PrivacyHelp => {
            "Popups and the titles of tabs can be seen by whoever passes your screen, or watches it in a meeting."
        }
        Text::PrivacyLevel(level) => match level {
            Privacy::Full => "Everything",
            Privacy::Name => "Only the name",
            Privacy::Hidden => "Nothing about the customer",
        },
        Text::PrivacyLevelHelp(level) => match level {
            Privacy::Full => "Name or number, and the beginning of what they wrote.",
            Privacy::Name => "No number, and nothing of what they wrote.",
            Privacy::Hidden => "Only that a customer is there.",
        },
        Text::Save => "Save",
        Text::Saving => "Saving…",
        Text::Saved => "Saved",
        Text::SavedBut(state) => {
            return format!("Saved. {}", say(Text::DeviceTitle(state)));
        }
        Text::ThisDevice => "This device",
        Text::BrowserLabel => "Browser",
        Text::Browser(browser) => return self::browser(browser),
        Text::Permission => "Permission",
        Text::PermissionState(state) => match state {
            DeviceState::Unknown => "Checking…",
            DeviceState::Granted => "Allowed",
            DeviceState::NotAsked => "Not asked yet",
            DeviceState::Denied => "Blocked",
            DeviceState::InsecureOrigin => "Not possible: the address is not secure",
            DeviceState::Embedded => "Not possible inside another page",
            DeviceState::Unsupported => "Not possible in this browser",
        },
        Text::NeedsScripts => "Notifications need JavaScript, which is off in this browser.",
        Text::SendTest => "Send test notification",
        Text::SeenIt => "A test notification was sent. Did you see it?",
        Text::Yes => "Yes",
        Text::No => "No",
        Text::SeenYes => "Then this device is ready.",
        Text::SeenNo => {
            "The browser did its part, so your system holds it back. Do this, then send the test again:"
        }
        Text::SeenNoAgain => "Then the next thing to do, and another test:",
        Text::TestFailed(state) => {
            return match say(Text::DeviceTitle(state)) {
                title if title.is_empty() => {
                    "The browser refused the test notification. Try again.".to_owned()
                }
                title => format!("No test notification was sent. {title}"),
            };
        }
        Text::WebPush => "Also when Deskbell is closed (Web Push)",
        Text::WebPushHelp => {
            "On this device only. If no page answers within 3 seconds, the push service of your \
             browser brings the popup. It cannot read what is in it."
        }
        Text::WhenClosed => "When Deskbell is closed",
        Text::PushState(state) => match state {
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
        Text::MyDevices => "My devices",
        Text::MyDevicesLead => "Every browser in which you have signed in.",
        Text::ThisOne => "this device",
        Text::DeviceAdded => "Added",
        Text::DeviceSeen => "Last connected",
        Text::DeviceShown => "Last popup",
        Text::Never => "never",
        Text::Health(health) => match health {
            Health::Working => "Ready to show popups",
            Health::NotSeenLately => "Not used for more than a week",
            Health::NotAllowed(permission) => {
                return match say(Text::DeviceTitle(permission.into())) {
                    title if title.is_empty() => "Has not said yet whether it may show popups.".to_owned(),
                    title => title,
                };
            }
        },
        Text::ByWebPush => "Reached by Web Push when Deskbell is closed",
        Text::DeviceName => "Name",
        Text::DeviceNameHint => "Leave it empty to name the device after its browser.",
        Text::Rename => "Rename",
        Text::RenameOf(device) => return format!("Rename {device}", device = isolated(device)),
        Text::Remove => "Remove",
        Text::RemoveOf(device) => return format!("Remove {device}", device = isolated(device)),
        Text::ChangeDevice => "Rename or remove",
        Text::History => "Notification history",

        Text::HistoryLead => "What happened to every request that could have rung for you, newest first.",
        Text::HistoryEmpty => "Nothing has rung for you yet.",
        Text::HistoryLoading => "Loading…",
        Text::HistoryTime => "Time",
        Text::HistoryKind => "Kind",
        Text::HistoryResult => "Result",
        Text::HistoryEntry(entry) => result(entry),
        Text::HistoryAdvice(entry) => advice(entry),

        Text::AgentsDevices => "Agents' devices",
        Text::AgentsDevicesLead => {
            "Who can be reached by popups, and who cannot. A test appears on every device of the agent that is connected."
        }
        Text::AgentLabel => "Agent",
        Text::Devices => "Devices",
        Text::LastShown => "Last popup",
        Text::Test => "Test",
        Text::WorkingDevices { working, known } => return format!("{working} of {known} working"),
        Text::NoWorkingDevice => "No working device",
        Text::NoDeviceKnown => "Has never signed in.",
        Text::NotificationsOff => "The agent has desktop notifications off.",
        Text::AgentUnreachable => "Unreachable: no device answers, so nothing rings until one does.",
        Text::SendTestTo(agent) => return format!("Send a test to {agent}", agent = isolated(agent)),
        Text::SendTestShort => "Send a test",
        Text::TestSentBy { by, at } => return format!("Sent by {by}, {at}.", by = isolated(by)),
        Text::TestWaiting => "Waiting for an answer…",
        Text::TestShown { shown, asked } => {
            return match asked {
                1 if shown == 1 => "Shown on the connected device.".to_owned(),
                1 => "Not shown on the connected device.".to_owned(),
                _ => format!("Shown on {shown} of {asked} connected devices."),
            };
        }
        Text::TestNobodyConnected => "No device of this agent is connected: nothing was sent.",

        Text::Trace => "Notification trace",
        Text::TraceLead => "Who was told of which request, on which device, and who was not and why. Newest first.",
        Text::TimesIn(zone) => return format!("Times: {zone}"),
        Text::TraceSearch => "Search the trace",
        Text::TraceFind => "Search",
        Text::TraceEverything => "Show everything",
        Text::TraceAll => "All",
        Text::RequestNumber => "Request (its id)",
        Text::CustomerOrNumber => "Customer (name or number)",
        Text::TraceDecisionLabel => "Decision",
        Text::TraceChannelLabel => "Told by",
        Text::TraceFrom => "From",
        Text::TraceUntil => "Until",
        Text::TraceZone => "Time zone of these times",
        Text::SearchProblem(problem) => return search_problem(problem),
        Text::TraceDecision(decision) => match decision {
            Decision::Notify => "Notified",
            Decision::Suppress(Suppression::AlreadySent) => "Not notified again",
            Decision::Suppress(_) | Decision::Unheard(_) => "Not notified",
        },
        Text::TraceReason(decision) => match decision {
            Decision::Notify => "Popups were due on the agent’s devices.",
            Decision::Unheard(Suppression::QuietHours) => "Had quiet hours, and no device was connected.",
            Decision::Unheard(Suppression::KindTurnedOff) => {
                "Had this kind switched off, and no device was connected."
            }
            Decision::Unheard(_) => "Had notifications switched off, and no device was connected.",
            Decision::Suppress(reason) => match reason {
                Suppression::NoDistributionRule => "The team had no distribution rule.",
                Suppression::OutsideHours => "The team was closed.",
                Suppression::NotSignedIn => "Not signed in.",
                Suppression::Busy => "Busy: with a customer, or set to Busy.",
                Suppression::Away => "On a break.",
                Suppression::NotResponding => "Had not responded to several offers in a row.",
                Suppression::PutOff => "Had chosen Later, or handed it back.",
                Suppression::QuietHours => "Had quiet hours; it rang in the list.",
                Suppression::TurnedOff => "Had notifications switched off; it rang in the list.",
                Suppression::KindTurnedOff => "Had this kind switched off; it rang in the list.",
                Suppression::AlreadySent => "Had been told of this offer before.",
                Suppression::InDigest => "Was told of it in a summary; it rang in the list.",
                Suppression::Unreachable => "No device was connected; Web Push was tried where it is on.",
            },
        },
        Text::TraceChannel(channel) => match channel {
            Channel::Page => "An open page",
            Channel::Push => "Web Push",
        },
        Text::TraceStep { channel, stage } => match stage {
            Stage::Sent => match channel {
                Channel::Page => "Page: sent",
                Channel::Push => "Web Push: sent",
            },
            Stage::Answered(result) => push_result(result),
            Stage::Reported(report) => match report {
                Report::Received => "received",
                Report::Failed(reason) => match reason {
                    DeviceFailure::PermissionDenied => "failed: no permission in this browser",
                    DeviceFailure::PermissionNotAsked => "failed: permission was never asked for",
                    DeviceFailure::InsecureOrigin => "failed: the address was not secure",
                    DeviceFailure::Unsupported => "failed: the browser has no notifications",
                    DeviceFailure::Refused => "failed: the browser refused it",
                },
                Report::InPage => "rang in the list that was looked at",
                Report::Shown => "shown",
                Report::Dismissed => "closed by the agent",
                Report::Clicked => "clicked",
            },
        },
        Text::TraceEnding(ending) => return trace_ending(ending),
        Text::NoDeviceAnswered => "No device answered",
        Text::RemovedDevice => "A device that was removed",
        Text::OnlyAgent(name) => return format!("Only what concerns {name}", name = isolated(name)),
        Text::OnlyRequest(customer) => return format!("Only this request of {customer}", customer = isolated(customer)),
        Text::TraceEmpty => {
            "Nothing has been decided yet. As soon as a request comes in, there is a line here for every agent of its team: notified or not, why, and what each of their devices did."
        }
        Text::TraceNothingFound => {
            "Nothing matches this search. Leave a field empty, or widen the times. What is older than the installation keeps is gone."
        }
        Text::TraceSearchedUntil { rows, at } => {
            return format!("{rows} decisions back to {at} were searched for this page. Older goes on from there.");
        }
        Text::TraceOlder => "Older",
        Text::TraceNewest => "Newest",
        Text::TraceCsv => "Download as CSV",
        Text::TraceCsvHelp { lines } => {
            return format!("What the search finds, the newest {lines} lines at most, times in UTC.");
        }

        Text::LanguageHelp => "For the screens and the notifications on this device.",

        Text::DigestTitle(1) => "1 request is waiting",
        Text::DigestTitle(waiting) => return format!("{waiting} requests are waiting"),
        Text::DigestBody(longest) => return format!("The oldest for {longest}"),
        Text::UpcomingTitle(1) => "Call in 1 minute",
        Text::UpcomingTitle(minutes) => return format!("Call in {minutes} minutes"),
        Text::UpcomingBody { customer, at } => return format!("{customer} at {at}", customer = isolated(customer)),
        Text::AgentMissedTitle(agent) => return format!("{} does not answer", isolated(agent)),
        Text::AgentMissedBody(customer) => {
            return format!("No device of theirs has answered for a minute, while they have {}", isolated(customer));
        }
        Text::MissedTitle => "You missed a request",
        Text::MissedBody {
            customer,
            after,
            taken_by,
        } => {
            let taken_by = taken_by.unwrap_or("Nobody");
            return format!("{customer} was passed on after {after}. {taken_by} took it.", customer = isolated(customer), taken_by = isolated(taken_by));
        }
        Text::SigningOutTitle(1) => "You will be signed out in 1 minute",
        Text::SigningOutTitle(minutes) => {
            return format!("You will be signed out in {minutes} minutes");
        }
        Text::SigningOutBody => "Open Deskbell and sign in again to stay available",
        Text::SignInAgain => "Sign in again",
        Text::ShowRequest => "Show",
        Text::Dismiss => "Dismiss",
        Text::DismissNote(title) => return format!("Dismiss: {title}"),
        Text::Reminders => "Reminders",
        Text::RemindersHelp => {
            "One popup each, without ringing. They come while you are free and not in quiet hours."
        }
        Text::UpcomingSwitch => "5 minutes before a call of mine",
        Text::UpcomingSwitchHelp => "For planned calls that ring for you first.",
        Text::MissedSwitch => "When a request of mine was passed on",
        Text::MissedSwitchHelp => "It had rung for you alone, and you did not take it.",

        Text::TestTitle => "Test notification",
        Text::TestBody => "If you can read this, notifications work on this device",
        Text::PopupTitle(kind) => match kind {
            Kind::NewRequest => "New request",
            Kind::InboundCall => "Inbound call",
            Kind::InboundChat => "New chat",
            Kind::ScheduledByAgent | Kind::ScheduledByCustomer => "Scheduled call, now",
            Kind::CallMeBack => "Call back, now",
        },
        Text::PopupWaiting { customer, team, waiting } => {
            return format!("{customer} · {team} · waiting {}", length(waiting), customer = isolated(customer), team = isolated(team));
        }
        Text::PopupCalled { customer, team, ago } => {
            return format!("{} called {} {} ago", isolated(customer), isolated(team), duration(ago));
        }
        Text::PopupCalling { customer, team } => {
            return format!("{customer} is calling {team}", customer = isolated(customer), team = isolated(team));
        }
        Text::PopupChat { customer, message } => return format!("{customer}: \"{message}\"", customer = isolated(customer), message = isolated(message)),
        Text::PopupChatEmpty { customer, team } => {
            return format!("{customer} wants to chat with {team}", customer = isolated(customer), team = isolated(team));
        }
        Text::PopupPlannedByAgent {
            owner,
            customer,
            at,
            theirs,
        } => {
            let owner = owner.unwrap_or("You");
            let theirs = theirs
                .map(|(time, place)| format!(" ({time} in {place})"))
                .unwrap_or_default();
            return format!("{owner} planned a call with {customer} for {at}{theirs}", customer = isolated(customer), owner = isolated(owner));
        }
        Text::PopupPlannedByCustomer { customer, at } => {
            return format!("{customer} asked to be called at {at}", customer = isolated(customer));
        }
        Text::PopupCallBack {
            customer,
            attempt,
            of,
            first_asked,
        } => {
            return format!("{customer} · attempt {attempt} of {of} · first asked at {first_asked}", customer = isolated(customer));
        }
        Text::PopupDueSince { body, minutes: 1 } => return format!("{body} · due 1 minute ago"),
        Text::PopupDueSince { body, minutes } => {
            return format!("{body} · due {minutes} minutes ago");
        }
        Text::PopupCallBackTo(customer) => return format!("Call {customer} back", customer = isolated(customer)),
        Text::SomeCustomer => "A customer",
        Text::PopupConnect => "Connect",
        Text::PopupOver => "No longer waiting",
        Text::TestFrom(by) => return format!("{by} is checking whether notifications reach you", by = isolated(by)),
    }
    .to_owned()
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::NewRequest => "New request",
        Kind::InboundCall => "Inbound call",
        Kind::InboundChat => "Chat",
        Kind::ScheduledByAgent | Kind::ScheduledByCustomer => "Scheduled call",
        Kind::CallMeBack => "Call back",
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Resolved => "Resolved",
        Outcome::Sale => "Sale",
        Outcome::NoSale => "No sale",
        Outcome::FollowUp => "Follow-up needed",
        Outcome::NotReachable => "Not reachable",
        Outcome::DoNotCall => "Don’t call again",
        Outcome::CustomerNoAnswer => "Customer did not answer",
        Outcome::NoOutcomeGiven => "No outcome given",
    }
}

fn problem(error: &AppError) -> String {
    match error {
        AppError::SignedOut => "You are signed out. Sign in again.",
        AppError::TakenBy { name } => return format!("{name} took this customer", name = isolated(name)),
        AppError::FinishFirst => "You are with a customer: finish first.",
        AppError::FinishChats => "A call needs you to yourself: finish your chats first.",
        AppError::ChatsFull => "You have as many chats as you take at once: finish one first.",
        AppError::NobodyWaits => "Nobody is waiting.",
        AppError::NotDueYet => "This call is not due yet; until then only its owner can start it.",
        AppError::Over => "This request is over.",
        AppError::Forbidden => "Only supervisors and admins may see this.",
        AppError::SessionOpen => {
            "A customer is still with you. Finish, or hand back, everybody in your hands, then sign out."
        }
        AppError::Refused { reason } => return format!("That was not possible: {reason}."),
        AppError::Plan { problem } => match problem {
            PlanProblem::NameTooLong => "The name may have 200 characters, on one line.",
            PlanProblem::PhoneNeeded => "Enter the number that is to be called.",
            PlanProblem::PhoneNotUnderstood => {
                "That is no phone number. Write it like +34 600 123 456."
            }
            PlanProblem::PhoneHasExtension => {
                "Write the number without its extension. The note can tell it."
            }
            PlanProblem::PhoneNeedsCountry => {
                "That could be two numbers. Write it with + and its country code."
            }
            PlanProblem::EmailNotUnderstood => "That is no e-mail address. It may be left empty.",
            PlanProblem::DateNeeded => "Choose the day of the call.",
            PlanProblem::TimeNeeded => "Choose the time of the call, such as 14:30.",
            PlanProblem::TimeSkipped => {
                "On that day the clock is put forward past that time. Choose an earlier or a later one."
            }
            PlanProblem::ZoneUnknown => "Enter a time zone such as Europe/Madrid.",
            PlanProblem::InThePast => "That time is over. Choose a later one.",
            PlanProblem::NoteTooLong => "The note may have 2000 characters.",
            PlanProblem::CustomerWantsNoCalls => {
                "This customer does not want to be called: the number is on the do-not-call list."
            }
            PlanProblem::TeamNeeded => "Choose the team that the call belongs to.",
            PlanProblem::NotInThatTeam => {
                "You are not in that team, so the call can’t ring for you first."
            }
        },
        AppError::Invalid { field, expected } => {
            return format!("The field {field} needs {expected}.");
        }
        AppError::Unavailable => "The desk is too busy to answer. Try again in a few seconds.",
        AppError::Transport => {
            "The server could not be reached. Check the connection and try again."
        }
    }
    .to_owned()
}

fn sign_in_problem(problem: SignInProblem) -> String {
    match problem {
        SignInProblem::InsecureAddress => {
            "This address is not secure, so your browser would not keep you signed in, nor show \
             notifications. Open Deskbell by an address with https://."
        }
        SignInProblem::EmailNeeded => "Enter your e-mail address, such as ana@company.example.",
        SignInProblem::PasswordNeeded => "Enter your password.",
        SignInProblem::WrongEmailOrPassword => "E-mail or password is wrong.",
        SignInProblem::TooManyTries { wait_seconds } => {
            return format!("Too many tries. Wait {} and try again.", wait(wait_seconds));
        }
        SignInProblem::Unavailable => {
            "Signing in is not possible at the moment. Try again in a few seconds."
        }
    }
    .to_owned()
}

fn wait(seconds: u64) -> String {
    match seconds {
        0..=1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

fn whole_minutes(span: domain::time::Span) -> i64 {
    (span.as_seconds() + 59) / 60
}

fn browser(browser: &UserAgent) -> String {
    let name = browser.family.name().unwrap_or("Unknown browser");
    let version = browser
        .version
        .as_deref()
        .map(|version| format!(" {version}"));
    let system = browser.system.name().map(|system| format!(" on {system}"));
    [Some(name.to_owned()), version, system]
        .into_iter()
        .flatten()
        .collect()
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

fn result(entry: &HistoryEntry) -> &'static str {
    match entry.decision {
        Decision::Notify => match entry.delivery {
            Delivery::Shown => "Shown",
            Delivery::InPage => "Not shown: you were looking at the desktop",
            Delivery::Received => "Not shown: it was over before a popup could appear",
            Delivery::None => "Not shown: no device of yours answered",
            Delivery::Failed(reason) => match reason {
                DeviceFailure::PermissionDenied => "Not shown: no permission in this browser",
                DeviceFailure::PermissionNotAsked => {
                    "Not shown: notifications were never allowed on the device"
                }
                DeviceFailure::InsecureOrigin => "Not shown: the address was not secure",
                DeviceFailure::Unsupported => "Not shown: the browser has no notifications",
                DeviceFailure::Refused => "Not shown: the browser refused it",
            },
        },
        Decision::Suppress(reason) | Decision::Unheard(reason) => match reason {
            Suppression::NoDistributionRule => "Not shown: your team has no distribution rule",
            Suppression::OutsideHours => "Not shown: your team was closed",
            Suppression::PutOff => "Not shown: you had put it off",
            Suppression::QuietHours => "Not shown: you have quiet hours then",
            Suppression::NotSignedIn => "Not shown: you were not signed in",
            Suppression::Busy => "Not shown: you were busy",
            Suppression::Away => "Not shown: you were on a break",
            Suppression::NotResponding => {
                "Not shown: you had not responded to several requests in a row"
            }
            Suppression::TurnedOff => "Not shown: notifications were off",
            Suppression::KindTurnedOff => "Not shown: notifications of this kind were off",
            Suppression::AlreadySent => "Not shown: you had already been told of it",
            Suppression::InDigest => "Not shown: one summary told you of all that waited",
            Suppression::Unreachable if entry.delivery == Delivery::Shown => "Shown, by Web Push",
            Suppression::Unreachable => "Not shown: no device of yours was connected",
        },
    }
}

fn advice(entry: &HistoryEntry) -> &'static str {
    match entry.decision {
        Decision::Notify => match entry.delivery {
            Delivery::Shown => "Your system took the popup. If you did not see it, send a test.",
            Delivery::InPage => {
                "It rang in the list. For a popup too, switch on Also while I look at the desktop."
            }
            Delivery::Received => "Nothing to do: somebody was quicker, or the customer left.",
            Delivery::None => "Keep a tab of the desktop open, and the computer awake.",
            Delivery::Failed(reason) => match reason {
                DeviceFailure::PermissionDenied => {
                    "On that device, open the notification settings: they say how to allow it."
                }
                DeviceFailure::PermissionNotAsked => {
                    "On that device, press Turn on here and answer Allow."
                }
                DeviceFailure::InsecureOrigin => "Open Deskbell by an address with https://.",
                DeviceFailure::Unsupported => "Use a current Chrome, Edge, Firefox or Safari.",
                DeviceFailure::Refused => {
                    "Send a test notification; if that fails too, restart the browser."
                }
            },
        },
        Decision::Unheard(_) => {
            "Nothing rang in the list either: no device of yours was connected. Keep a tab of the desktop open."
        }
        Decision::Suppress(reason) => match reason {
            Suppression::NoDistributionRule => {
                "Ask an admin to add a distribution rule to the team."
            }
            Suppression::OutsideHours => {
                "Nothing to do: it rings when the team opens. You can take it from the list before."
            }
            Suppression::PutOff => {
                "Nothing to do: two minutes after Later, or after handing it back, it rings again."
            }
            Suppression::QuietHours => {
                "It rang in the list. To be told at that hour, change your quiet hours."
            }
            Suppression::NotSignedIn => "Sign in when you want to be rung.",
            Suppression::Busy => {
                "Nothing rings while you are with a customer or your status is Busy. Set Available when you are free."
            }
            Suppression::Away => "Set your status to Available when you are back.",
            Suppression::NotResponding => {
                "Touch the desktop, or press I’m back, and you are asked again."
            }
            Suppression::TurnedOff => {
                "It rang in the list. For a popup, switch on Desktop notifications."
            }
            Suppression::KindTurnedOff => "It rang in the list. For a popup, switch this kind on.",
            Suppression::AlreadySent => "Nothing to do: one request rings once.",
            Suppression::InDigest => {
                "Nothing to do: what waits before you arrive is told in one popup."
            }
            Suppression::Unreachable if entry.delivery == Delivery::Shown => {
                "No page was connected, so the popup came through the push service of your browser."
            }
            Suppression::Unreachable => "Keep a tab of the desktop open, and the computer awake.",
        },
    }
}

fn push_result(result: PushResult) -> &'static str {
    match result {
        PushResult::Sent => "Web Push: sent",
        PushResult::Accepted => "Web Push: handed to the push service",
        PushResult::Failed(reason) => match reason {
            PushFailure::Gone => "Web Push: the push service no longer knew the device",
            PushFailure::Busy => "Web Push: the push service was too busy",
            PushFailure::Refused => "Web Push: the push service refused it",
            PushFailure::Unreachable => "Web Push: the push service could not be reached",
            PushFailure::Forbidden => "Web Push: the address of the push service is not allowed",
        },
    }
}

fn search_problem(problem: SearchProblem) -> String {
    match problem {
        SearchProblem::RequestNotUnderstood => {
            "Request: enter the whole id of a request, such as 01890a5d-ac96-774b-bcce-b302099a8057."
        }
        SearchProblem::CustomerTooLong => "Customer: at most 200 characters.",
        SearchProblem::FromNotUnderstood => {
            "From: enter a day and a time such as 2026-11-22T14:05, or leave it empty."
        }
        SearchProblem::UntilNotUnderstood => {
            "Until: enter a day and a time such as 2026-11-22T14:05, or leave it empty."
        }
        SearchProblem::UntilBeforeFrom => "Until: choose a time that is not before From.",
        SearchProblem::ZoneUnknown => "Time zone: enter one such as Europe/Madrid.",
        SearchProblem::NotInTheList(field) => match field {
            ListField::Agent => "Agent: choose one of the list.",
            ListField::Decision => "Decision: choose one of the list.",
            ListField::Kind => "Kind: choose one of the list.",
            ListField::Channel => "Told by: choose one of the list.",
            ListField::After => "There is no such page of the trace. Search anew.",
        },
    }
    .to_owned()
}

fn trace_ending(ending: &Ending) -> String {
    match ending {
        Ending::Taken(by) => return format!("Taken by {by}", by = isolated(&by.name)),
        Ending::TimedOut => "Timed out",
        Ending::Left(why) => match why {
            Leaving::AgentBusy => "Withdrawn: the agent became busy",
            Leaving::AgentAway => "Withdrawn: the agent went on a break",
            Leaving::SignedOut => "Withdrawn: the agent signed out",
            Leaving::PutOff => "Withdrawn: the agent chose Later",
            Leaving::NotResponding => "Withdrawn: the agent did not respond",
        },
        Ending::Withdrawn(why) => match why {
            Withdrawal::NobodyFree => "Withdrawn: nobody was free any more",
            Withdrawal::Cancelled => "Withdrawn: the request was cancelled",
            Withdrawal::Rescheduled => "Withdrawn: moved to another time",
            Withdrawal::HandedBack => "Withdrawn: handed back",
            Withdrawal::RuleRemoved => "Withdrawn: the distribution rule was removed",
        },
    }
    .to_owned()
}
