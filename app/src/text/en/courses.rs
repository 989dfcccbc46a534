//! English: what became of a decision.

use domain::{
    device::{PushFailure, PushResult},
    notification::{DeviceFailure, Report},
    offer::{Leaving, Withdrawal},
    trace::{Route, Stage},
};

use crate::{
    text::{Courses, isolated},
    wire::trace::Ending,
};

pub fn say(text: Courses<'_>) -> String {
    match text {
        Courses::TimesIn(zone) => return format!("Times: {zone}"),
        Courses::Step { channel, stage } => match stage {
            Stage::Sent => match channel {
                Route::Page => "Page: sent",
                Route::Push => "Web Push: sent",
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
                Report::InPage => "rang in the list on the screen",
                Report::Shown => "shown",
                Report::Dismissed => "closed by the agent",
                Report::Clicked => "clicked",
            },
        },
        Courses::Ending(ending) => return trace_ending(ending),
        Courses::RemovedDevice => "A device that was removed",
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
