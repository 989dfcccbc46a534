//! English: the desktop's lists.

use crate::text::{Lists, duration, isolated};

#[expect(clippy::match_same_arms, reason = "two sentences may read alike")]
pub fn say(text: Lists<'_>) -> String {
    match text {
        Lists::Requests => "Requests",
        Lists::Pending => "Pending",
        Lists::AvailableSoon => "Available soon",
        Lists::TimedOut => "Timed out",
        Lists::EmptyPending => "Nobody is waiting.",
        Lists::EmptyAvailableSoon => "Calls planned for the next 30 minutes appear here.",
        Lists::EmptyTimedOut => "Requests that rang and nobody took appear here.",
        Lists::Counted { name, count } => return format!("{name}, {count}"),
        Lists::AsOf(at) => return format!("as of {at}"),
        Lists::Beyond(count) => {
            return format!("and {count} more, who are listed as these leave");
        }
        Lists::ShowAll { name, count } => return format!("{name}: show all {count}"),
        Lists::AttendNext => "Attend next customer",
        Lists::Attending => "Connecting…",
        Lists::Connect => "Connect",
        Lists::ConnectTo(customer) => return format!("Connect {customer}", customer = isolated(customer)),
        Lists::Connecting => "Connecting…",
        Lists::LaterFor(customer) => return format!("Later: {customer}", customer = isolated(customer)),
        Lists::Quoted(words) => return format!("“{words}”", words = isolated(words)),
        Lists::Due { span, at } => return format!("in {} min ({at})", whole_minutes(span)),
        Lists::RingsAt(time) => return format!("closed, rings at {time}"),
        Lists::IsRinging => "ringing",
        Lists::DueNow => "due now",
        Lists::Overdue(span) => return format!("due {} ago", duration(span)),
        Lists::OwnedBy(name) => return format!("planned by {name}", name = isolated(name)),
        Lists::OwnedByYou => "planned by you",
        Lists::NowWithYou => "This customer is with you",
        Lists::NowTaken(by) => return format!("{by} took this customer", by = isolated(by)),
        Lists::NowOver => "This request is over",
        Lists::NowElsewhere(list) => return format!("Now under {list}"),
        Lists::StartEarlyTitle => "Start this call now?",
        Lists::StartEarlyQuestion { customer, at } => {
            return format!(
                "The call with {customer} is planned for {at}. If you start it now, it will not ring then.",
                customer = isolated(customer)
            );
        }
        Lists::StartEarly => "Start now",
        Lists::NotYet => "Not yet",
    }
    .to_owned()
}

fn whole_minutes(span: domain::time::Span) -> i64 {
    ((span.as_seconds() + 59) / 60).max(1)
}
