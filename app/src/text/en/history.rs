//! English: the notification history.

use domain::notification::{Decision, DeviceFailure, Suppression};

use crate::{
    text::History,
    wire::history::{Delivery, HistoryEntry},
};

pub fn say(text: History<'_>) -> String {
    match text {
        History::Lead => {
            "What happened to every request that could have rung for you, newest first."
        }
        History::Empty => "Nothing has rung for you yet.",
        History::Result => "Result",
        History::Entry(entry) => result(entry),
        History::Advice(entry) => advice(entry),
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
                "Touch the desktop, or press I'm back, and you are asked again."
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
