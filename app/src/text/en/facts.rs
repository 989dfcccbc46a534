//! English: facts about customers and requests.

use domain::request::Kind;

use crate::text::Facts;

pub fn say(text: Facts<'_>) -> String {
    match text {
        Facts::Customer => "Customer",
        Facts::SomeCustomer => "A customer",
        Facts::Kind(kind) => self::kind(kind),
        Facts::KindChoice(kind) => match kind {
            Kind::ScheduledByAgent => "Scheduled call, planned by an agent",
            Kind::ScheduledByCustomer => "Scheduled call, at the customer’s choice",
            kind => self::kind(kind),
        },
        Facts::KindLabel => "Kind",
        Facts::Attempt { attempt, of } => return format!("attempt {attempt} of {of}"),
        Facts::Time => "Time",
        Facts::OnWeekday { weekday, time } => {
            let day = weekday.of(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
            return format!("{day} {time}");
        }
        Facts::Agent => "Agent",
        Facts::Devices => "Devices",
        Facts::Phone => "Phone",
        Facts::Email => "E-mail",
        Facts::PreferredLanguage => "Language",
        Facts::FirstAsked => "First asked",
        Facts::PlannedFor => "Planned for",
        Facts::Priority => "Priority",
        Facts::OfPriority(priority) => return format!("priority {priority}"),
        Facts::Note => "Note",
    }
    .to_owned()
}

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::NewRequest => "New request",
        Kind::InboundCall => "Inbound call",
        Kind::InboundChat => "Chat",
        Kind::ScheduledByAgent | Kind::ScheduledByCustomer => "Scheduled call",
        Kind::CallMeBack => "Call back",
    }
}
