//! English: planning calls.

use domain::request::Kind;

use crate::text::{Planning, isolated};

#[expect(clippy::match_same_arms, reason = "two sentences may read alike")]
pub fn say(text: Planning<'_>) -> String {
    match text {
        Planning::NothingPlanned => {
            "No calls are planned. A call that you plan rings for you when it is due."
        }
        Planning::PlanFor(customer) => {
            return format!("Schedule a call with {customer}", customer = isolated(customer));
        }
        Planning::Kind(kind) => match kind {
            Kind::ScheduledByCustomer => "The customer chose this time",
            Kind::CallMeBack => "Call back",
            _ => "Scheduled call",
        },
        Planning::PlannedBy => "Rings first for",
        Planning::Actions => "Actions",
        Planning::CustomerName => "Customer's name",
        Planning::EmailOptional => "E-mail (optional)",
        Planning::Date => "Date",
        Planning::Time => "Time",
        Planning::TimeIsIn => "Time zone of the customer",
        Planning::ZoneHint => {
            "Your browser does not say where it is. Write a city or a time zone, such as Madrid or Europe/Madrid."
        }
        Planning::NoSuchZone(words) => {
            return format!(
                "There is no time zone called {words}. Choose one from the list, or a larger city with the same time.",
                words = isolated(words)
            );
        }
        Planning::Team => "Team",
        Planning::RingsFirstFor => "Rings first for",
        Planning::ForMe => "Me, then the team",
        Planning::ForTheTeam => "The whole team",
        Planning::You => "You",
        Planning::Move => "Move",
        Planning::MoveOf(customer) => {
            return format!(
                "Move the call with {customer}",
                customer = isolated(customer)
            );
        }
        Planning::Keep => "Leave it as it is",
        Planning::Cancel => "Cancel call",
        Planning::CancelOf(customer) => {
            return format!("Cancel call with {customer}", customer = isolated(customer));
        }
        Planning::ForYou(time) => return format!("= {time} for you"),
        Planning::Scheduled { customer, at } => {
            return format!("Scheduled: {customer}, {at}", customer = isolated(customer));
        }
        Planning::Moved { customer, at } => {
            return format!("Moved: {customer}, {at}", customer = isolated(customer));
        }
        Planning::Cancelled(customer) => {
            return format!("Cancelled: {customer}", customer = isolated(customer));
        }
        Planning::JustScheduled => "just scheduled",
        Planning::JustMoved => "just moved",
    }
    .to_owned()
}
