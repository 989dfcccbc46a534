//! English: planning calls.

use domain::request::Kind;

use crate::text::{Planning, isolated};

#[expect(clippy::match_same_arms, reason = "two sentences may read alike")]
pub fn say(text: Planning<'_>) -> String {
    match text {
        Planning::NothingPlanned => {
            "No calls are planned. A call that you plan rings for you when it is due."
        }
        Planning::Kind(kind) => match kind {
            Kind::ScheduledByCustomer => "The customer chose this time",
            Kind::CallMeBack => "Call back",
            _ => "Scheduled call",
        },
        Planning::PlannedBy => "Rings first for",
        Planning::Actions => "Actions",
        Planning::CustomerName => "Customer’s name",
        Planning::EmailOptional => "E-mail (optional)",
        Planning::Date => "Date",
        Planning::Time => "Time",
        Planning::TimeIsIn => "Time zone of the customer",
        Planning::ZoneHint => {
            "Your browser does not say where it is. Write a time zone such as Europe/Madrid."
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
        Planning::TimeThere { time, place } => return format!("{time} in {place}"),
    }
    .to_owned()
}
