//! The hours at which the desk may call a customer: the team's, and inside them the customer's.

use crate::{
    customer::Customer,
    hours::{OpeningHours, Slot},
    team::Team,
    time::Timestamp,
    zone::{MinuteOfDay, Zone},
};

/// Customers are called from eight in the morning until nine in the evening of their own zone.
const CALLS_FROM: MinuteOfDay = MinuteOfDay::hour(8);
const CALLS_UNTIL: MinuteOfDay = MinuteOfDay::hour(21);

/// Two sets of hours that share no moment within this many openings never will.
const OPENINGS_TRIED: usize = 64;

/// The first moment from `from` on at which the team is open and the customer may be called.
pub fn first_moment(team: &Team, customer: &Customer, from: Timestamp) -> Option<Timestamp> {
    let callable = callable_hours(team, customer);
    let mut at = from;
    for _ in 0..OPENINGS_TRIED {
        let open = match &team.hours {
            Some(hours) => hours.open_from(at)?,
            None => at,
        };
        let both = match &callable {
            Some(hours) => hours.open_from(open)?,
            None => open,
        };
        if both == at {
            return Some(at);
        }
        at = both;
    }
    None
}

/// In the customer's zone, else in the team's; unknown without either.
fn callable_hours(team: &Team, customer: &Customer) -> Option<OpeningHours> {
    let zone = customer
        .time_zone
        .as_deref()
        .and_then(|name| name.parse::<Zone>().ok())
        .or(team.hours.as_ref().map(|hours| hours.zone))?;
    let day = Slot::new(CALLS_FROM, CALLS_UNTIL)?;
    Some(OpeningHours {
        zone,
        week: std::array::from_fn(|_| vec![day]),
        exceptions: std::collections::BTreeMap::new(),
    })
}
