//! Calls that the desk owes a customer: when the next attempt is made, and when there is none.
//!
//! An attempt falls inside the team's opening hours and inside the hours at which one may call the
//! customer. A time that the customer chose is kept as it is.

use serde::{Deserialize, Serialize};

use crate::{
    customer::Customer,
    desk::Desk,
    hours::{OpeningHours, Slot},
    id::RequestId,
    request::{Channel, Kind, LIFE, Request},
    team::Team,
    time::{Span, Timestamp},
    zone::{MinuteOfDay, Zone},
};

/// Customers are called from eight in the morning until nine in the evening of their own zone.
const CALLS_FROM: MinuteOfDay = MinuteOfDay::hour(8);
const CALLS_UNTIL: MinuteOfDay = MinuteOfDay::hour(21);

/// Two sets of hours that share no moment within this many openings never will.
const OPENINGS_TRIED: usize = 64;

/// How often and how soon a team calls back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    pub attempts: u8,
    /// After the first call without an answer.
    pub first_delay: Span,
    /// After the second. From the third on it is the next opening.
    pub second_delay: Span,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            attempts: 3,
            first_delay: Span::minutes(15),
            second_delay: Span::minutes(120),
        }
    }
}

/// What is known of a call-back beside the request itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallBack {
    /// From 1.
    pub attempt: u8,
    pub of: u8,
    /// Calls to this customer that nobody answered, on either side.
    pub unanswered: u8,
    /// When the customer first asked to be served.
    pub first_asked_at: Timestamp,
    /// The request that it makes good for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub follows: Option<RequestId>,
    pub time_chosen_by: Chooser,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chooser {
    Customer,
    Desk,
}

impl CallBack {
    /// The first attempt of a call-back that a customer asks for.
    pub fn asked_for(policy: Policy, now: Timestamp, time_chosen_by: Chooser) -> Self {
        Self {
            attempt: 1,
            of: policy.attempts.max(1),
            unanswered: 0,
            first_asked_at: now,
            follows: None,
            time_chosen_by,
        }
    }
}

/// The call that the desk owes a customer who could not be reached or could reach nobody, and its
/// time; `None` when it owes none.
pub fn owed(desk: &Desk, missed: &Request, now: Timestamp) -> Option<(CallBack, Timestamp)> {
    if missed.channel != Channel::Voice || desk.is_forbidden(&missed.customer) {
        return None;
    }
    next_attempt(desk.team(missed.team)?, missed, now)
}

/// The next attempt after a call that was not answered, and its time; `None` when the attempts are
/// used up, the number is unknown, or the request's life ends before.
fn next_attempt(team: &Team, request: &Request, now: Timestamp) -> Option<(CallBack, Timestamp)> {
    let policy = team.rule?.call_backs;
    request.customer.phone.as_ref()?;
    let before = request.call_back.as_ref();
    let unanswered = before.map_or(0, |known| known.unanswered) + 1;
    let attempt = before.map_or(0, |known| known.attempt) + 1;
    if attempt > policy.attempts {
        return None;
    }
    let first_asked_at = before.map_or(request.created_at, |known| known.first_asked_at);
    let earliest = match unanswered {
        1 => now + policy.first_delay,
        2 => now + policy.second_delay,
        _ => match &team.hours {
            Some(hours) => hours.next_opening(now)?,
            None => now + Span::days(1),
        },
    };
    let due_at = first_moment(team, &request.customer, earliest)?;
    let next = CallBack {
        attempt,
        of: policy.attempts,
        unanswered,
        first_asked_at,
        follows: Some(request.id),
        time_chosen_by: Chooser::Desk,
    };
    (due_at < first_asked_at + LIFE).then_some((next, due_at))
}

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

/// Whether the do-not-call list speaks against this request. An explicit time that the customer
/// chose, and a customer who contacts the desk, speak for themselves.
pub fn is_unasked_call(kind: Kind, time_chosen_by_customer: bool) -> bool {
    match kind {
        Kind::ScheduledByAgent => true,
        Kind::CallMeBack => !time_chosen_by_customer,
        Kind::NewRequest | Kind::ScheduledByCustomer | Kind::InboundCall | Kind::InboundChat => {
            false
        }
    }
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
