//! When the desk owes a customer a call, and when it must not call.
//!
//! An attempt falls inside the team's opening hours and inside the hours at which one may call the
//! customer. A time that the customer chose is kept as it is.

use crate::{
    call_back::{CallBack, Chooser},
    calling_hours::first_moment,
    desk::Desk,
    request::{Channel, Kind, LIFE, Request},
    team::Team,
    time::{Span, Timestamp},
};

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
