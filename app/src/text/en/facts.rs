//! English: facts about customers and requests.

use domain::request::Kind;

use crate::text::{Day, Facts, Weekday, place};

pub fn say(text: Facts<'_>) -> String {
    match text {
        Facts::Customer => "Customer",
        Facts::SomeCustomer => "A customer",
        Facts::Kind(kind) => self::kind(kind),
        Facts::KindChoice(kind) => match kind {
            Kind::ScheduledByAgent => "Scheduled call, planned by an agent",
            Kind::ScheduledByCustomer => "Scheduled call, at the customer's choice",
            kind => self::kind(kind),
        },
        Facts::KindLabel => "Kind",
        Facts::Attempt { attempt, of } => return format!("attempt {attempt} of {of}"),
        Facts::Time => "Time",
        Facts::OnWeekday { weekday, time } => {
            return format!("{} {time}", self::weekday(weekday));
        }
        Facts::Day(day) => return self::day(day),
        Facts::OnDay { day, time } => return format!("{} {time}", self::day(day)),
        Facts::TimeThere { time, place } => return format!("{time} in {place}"),
        Facts::Place(zone) => return place(zone),
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

fn day(day: Day) -> String {
    let (weekday, day, month, year) = match day {
        Day::Today => return "today".to_owned(),
        Day::Tomorrow => return "tomorrow".to_owned(),
        Day::Yesterday => return "yesterday".to_owned(),
        Day::Date {
            weekday,
            day,
            month,
            year,
        } => (weekday, day, month, year),
    };
    let weekday = self::weekday(weekday);
    let month = month.of([
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]);
    match year {
        Some(year) => format!("{weekday} {day} {month} {year}"),
        None => format!("{weekday} {day} {month}"),
    }
}

fn weekday(weekday: Weekday) -> &'static str {
    weekday.of(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
}
