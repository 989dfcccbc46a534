//! English.

use domain::{
    agent::Intent,
    device::{Health, PushFailure, PushResult},
    notification::{Decision, DeviceFailure, Suppression},
    request::{Kind, Outcome},
};

use super::{Family, System, Text, UserAgent, length};
use crate::{
    desk_context::{DeviceState, PushState},
    error::AppError,
    form::SignInProblem,
    history::{Delivery, HistoryEntry},
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

        Text::ConnectionLabel => "Connection",
        Text::Live => "Live",
        Text::Reconnecting => "Reconnecting",
        Text::Offline => "Offline",
        Text::Since(at) => return format!("since {at}"),
        Text::SoundBlocked => "Sound is off, click to enable",
        Text::StatusMenu => "Status",
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
        Text::AttendNext => "Attend next customer",
        Text::Attending => "Connecting…",
        Text::Connect => "Connect",
        Text::ConnectTo(customer) => return format!("Connect {customer}"),
        Text::Connecting => "Connecting…",
        Text::Customer => "Customer",
        Text::Kind(kind) => self::kind(kind),
        Text::Due { span, at } => return format!("in {} min ({at})", whole_minutes(span)),
        Text::DueNow => "due now",
        Text::Overdue(span) => return format!("due {} ago", length(span)),
        Text::OwnedBy(name) => return format!("planned by {name}"),
        Text::OwnedByYou => "planned by you",
        Text::NowWithYou => "This customer is with you",
        Text::NowTaken(by) => return format!("{by} took this customer"),
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
            return format!("{} from {customer}", self::kind(kind));
        }
        Text::AnnounceTaken { by, customer } => return format!("{by} took {customer}"),
        Text::AnnounceTimedOut(customer) => return format!("Nobody took {customer} in time"),
        Text::AnnounceOver(customer) => return format!("The request of {customer} is over"),
        Text::Title { rings, kind, customer } => {
            return format!("({rings}) {}: {customer}", self::kind(kind));
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
        Text::WriteTo(address) => return format!("Write to {address}"),
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
        Text::Finish => "Finish",
        Text::NothingRingsNow => {
            "While you are with a customer, new requests stay listed but do not ring."
        }
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
        Text::DeviceHelp { state, browser } => return device_help(state, browser),
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
        Text::SeenNo(browser) => return not_seen(browser),
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
        Text::RenameOf(device) => return format!("Rename {device}"),
        Text::Remove => "Remove",
        Text::RemoveOf(device) => return format!("Remove {device}"),
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
        Text::HistoryPush(result) => match result {
            PushResult::Sent => "Web Push: sent",
            PushResult::Accepted => "Web Push: handed to the push service",
            PushResult::Failed(reason) => match reason {
                PushFailure::Gone => "Web Push: the push service no longer knew the device",
                PushFailure::Busy => "Web Push: the push service was too busy",
                PushFailure::Refused => "Web Push: the push service refused it",
                PushFailure::Unreachable => "Web Push: the push service could not be reached",
                PushFailure::Forbidden => "Web Push: the address of the push service is not allowed",
            },
        },

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
        Text::SendTestTo(agent) => return format!("Send a test to {agent}"),
        Text::SendTestShort => "Send a test",
        Text::TestSentBy { by, at } => return format!("Sent by {by}, {at}."),
        Text::TestWaiting => "Waiting for an answer…",
        Text::TestShown { shown, asked } => {
            return match asked {
                1 if shown == 1 => "Shown on the connected device.".to_owned(),
                1 => "Not shown on the connected device.".to_owned(),
                _ => format!("Shown on {shown} of {asked} connected devices."),
            };
        }
        Text::TestNobodyConnected => "No device of this agent is connected: nothing was sent.",

        Text::LanguageHelp => "For the screens and the notifications on this device.",

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
            return format!("{customer} · {team} · waiting {}", length(waiting));
        }
        Text::PopupCalling { customer, team } => {
            return format!("{customer} is calling {team}");
        }
        Text::PopupChat { customer, message } => return format!("{customer}: \"{message}\""),
        Text::PopupChatEmpty { customer, team } => {
            return format!("{customer} wants to chat with {team}");
        }
        Text::PopupPlannedByAgent { customer, at, theirs } => {
            return match theirs {
                Some((time, place)) => format!(
                    "You planned a call with {customer} for {at} ({time} in {place})"
                ),
                None => format!("You planned a call with {customer} for {at}"),
            };
        }
        Text::PopupPlannedByCustomer { customer, at } => {
            return format!("{customer} asked to be called at {at}");
        }
        Text::PopupCallBack { customer, first_asked } => {
            return format!("{customer} · first asked at {first_asked}");
        }
        Text::PopupConnect => "Connect",
        Text::PopupOver => "No longer waiting",
        Text::TestFrom(by) => return format!("{by} is checking whether notifications reach you"),
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
        Outcome::CustomerNoAnswer => "Customer did not answer",
        Outcome::NoOutcomeGiven => "No outcome given",
    }
}

fn problem(error: &AppError) -> String {
    match error {
        AppError::SignedOut => "You are signed out. Sign in again.",
        AppError::TakenBy { name } => return format!("{name} took this customer"),
        AppError::FinishFirst => "You are with a customer: finish first.",
        AppError::NobodyWaits => "Nobody is waiting.",
        AppError::NotDueYet => "This call is not due yet; until then only its owner can start it.",
        AppError::Over => "This request is over.",
        AppError::Forbidden => "Only supervisors and admins may see this.",
        AppError::SessionOpen => {
            "A customer is still with you. Finish, or hand the customer back, then sign out."
        }
        AppError::Refused { reason } => return format!("That was not possible: {reason}."),
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

fn device_help(state: DeviceState, browser: &UserAgent) -> String {
    match state {
        DeviceState::Unknown | DeviceState::Granted => String::new(),
        DeviceState::NotAsked => "Your browser will ask: answer Allow.".to_owned(),
        DeviceState::Denied => {
            let site = match browser.family {
                Family::Chrome | Family::Edge => {
                    "Click the icon left of the address and set Notifications to Allow."
                }
                Family::Firefox => {
                    "Click the icon left of the address, remove the block beside Send notifications, \
                     then press Save here again."
                }
                Family::Safari => {
                    "Open Safari › Settings › Websites › Notifications and choose Allow for this address."
                }
                Family::Other => {
                    "Allow notifications for this address in the settings of your browser."
                }
            };
            format!("{site} {}", system_steps(browser))
        }
        DeviceState::InsecureOrigin => {
            "Open Deskbell by an address that begins with https://, or ask your admin for it."
                .to_owned()
        }
        DeviceState::Embedded => "Open Deskbell in a tab of its own.".to_owned(),
        DeviceState::Unsupported => match browser.system {
            System::Ios => {
                "On an iPhone or iPad, add Deskbell to the home screen and open it from there."
            }
            _ => "Use a current Chrome, Edge, Firefox or Safari, not in a private window.",
        }
        .to_owned(),
    }
}

/// Where the system itself can hold popups back, which no browser can tell.
fn system_steps(browser: &UserAgent) -> String {
    let name = browser.family.name().unwrap_or("your browser");
    match (browser.system, browser.family) {
        (System::MacOs, Family::Chrome) => {
            "In System Settings › Notifications allow both Google Chrome and Google Chrome Helper (Alerts)."
                .to_owned()
        }
        (System::MacOs, Family::Edge) => {
            "In System Settings › Notifications allow both Microsoft Edge and Microsoft Edge Helper (Alerts)."
                .to_owned()
        }
        (System::MacOs, Family::Safari) => {
            "In System Settings › Notifications allow both Safari and the entry with this address."
                .to_owned()
        }
        (System::MacOs, _) => format!("In System Settings › Notifications allow {name}."),
        (System::Windows, _) => {
            format!("In Settings › System › Notifications switch on Notifications and {name}.")
        }
        (System::Linux, _) => {
            format!("In your desktop's settings, under Notifications, allow {name}.")
        }
        (System::Android | System::Ios, _) => {
            format!("In the settings of your device, under Notifications, allow {name}.")
        }
        (System::Other, _) => format!("In the settings of your system, allow notifications of {name}."),
    }
}

fn not_seen(browser: &UserAgent) -> String {
    let quiet = match browser.system {
        System::MacOs | System::Ios => "Then switch off Focus and send the test again.",
        System::Windows | System::Linux | System::Android | System::Other => {
            "Then switch off Do not disturb and send the test again."
        }
    };
    format!(
        "The browser did its part, so the system holds it back. {} {quiet}",
        system_steps(browser)
    )
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
        Decision::Suppress(reason) => match reason {
            Suppression::NoDistributionRule => "Not shown: your team has no distribution rule",
            Suppression::NotSignedIn => "Not shown: you were not signed in",
            Suppression::Busy => "Not shown: you were busy",
            Suppression::Away => "Not shown: you were on a break",
            Suppression::TurnedOff => "Not shown: notifications were off",
            Suppression::KindTurnedOff => "Not shown: notifications of this kind were off",
            Suppression::AlreadySent => "Not shown: you had already been told of it",
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
        Decision::Suppress(reason) => match reason {
            Suppression::NoDistributionRule => {
                "Ask an admin to add a distribution rule to the team."
            }
            Suppression::NotSignedIn => "Sign in when you want to be rung.",
            Suppression::Busy => {
                "Nothing rings while you are with a customer or your status is Busy. Set Available when you are free."
            }
            Suppression::Away => "Set your status to Available when you are back.",
            Suppression::TurnedOff => {
                "It rang in the list. For a popup, switch on Desktop notifications."
            }
            Suppression::KindTurnedOff => "It rang in the list. For a popup, switch this kind on.",
            Suppression::AlreadySent => "Nothing to do: one request rings once.",
            Suppression::Unreachable if entry.delivery == Delivery::Shown => {
                "No page was connected, so the popup came through the push service of your browser."
            }
            Suppression::Unreachable => "Keep a tab of the desktop open, and the computer awake.",
        },
    }
}
