//! English: popups.

use domain::request::Kind;

use crate::text::{Popups, duration, isolated, length};

#[expect(clippy::too_many_lines, reason = "one sentence after the other")]
pub fn say(text: Popups<'_>) -> String {
    match text {
        Popups::TestTitle => "Test notification",
        Popups::TestBody => "If you can read this, notifications work on this device",
        Popups::TestFrom(by) => {
            return format!(
                "{by} is checking whether notifications reach you",
                by = isolated(by)
            );
        }
        Popups::Title(kind) => match kind {
            Kind::NewRequest => "New request",
            Kind::InboundCall => "Inbound call",
            Kind::InboundChat => "New chat",
            Kind::ScheduledByAgent | Kind::ScheduledByCustomer => "Scheduled call, now",
            Kind::CallMeBack => "Call back, now",
        },
        Popups::Waiting {
            customer,
            team,
            waiting,
        } => {
            return format!(
                "{customer} · {team} · waiting {}",
                length(waiting),
                customer = isolated(customer),
                team = isolated(team)
            );
        }
        Popups::Called {
            customer,
            team,
            ago,
        } => {
            if ago.as_minutes() == 0 {
                return format!("{} called {} just now", isolated(customer), isolated(team));
            }
            return format!(
                "{} called {} {} ago",
                isolated(customer),
                isolated(team),
                duration(ago)
            );
        }
        Popups::Calling { customer, team } => {
            return format!(
                "{customer} is calling {team}",
                customer = isolated(customer),
                team = isolated(team)
            );
        }
        Popups::Chat { customer, message } => {
            return format!(
                "{customer}: \"{message}\"",
                customer = isolated(customer),
                message = isolated(message)
            );
        }
        Popups::ChatEmpty { customer, team } => {
            return format!(
                "{customer} wants to chat with {team}",
                customer = isolated(customer),
                team = isolated(team)
            );
        }
        Popups::PlannedByAgent {
            owner,
            customer,
            at,
            theirs,
        } => {
            let owner = owner.unwrap_or("You");
            let theirs = theirs
                .map(|(time, place)| format!(" ({time} in {place})"))
                .unwrap_or_default();
            return format!(
                "{owner} planned a call with {customer} for {at}{theirs}",
                customer = isolated(customer),
                owner = isolated(owner)
            );
        }
        Popups::PlannedByCustomer { customer, at } => {
            return format!(
                "{customer} asked to be called at {at}",
                customer = isolated(customer)
            );
        }
        Popups::CallBack {
            customer,
            attempt,
            of,
            first_asked,
        } => {
            return format!(
                "{customer} · attempt {attempt} of {of} · first asked at {first_asked}",
                customer = isolated(customer)
            );
        }
        Popups::CallBackTo(customer) => {
            return format!("Call {customer} back", customer = isolated(customer));
        }
        Popups::DueSince { body, minutes: 1 } => return format!("{body} · due 1 minute ago"),
        Popups::DueSince { body, minutes } => {
            return format!("{body} · due {minutes} minutes ago");
        }
        Popups::Connect => "Connect",
        Popups::Later => "Later",
        Popups::Over => "No longer waiting",
    }
    .to_owned()
}
