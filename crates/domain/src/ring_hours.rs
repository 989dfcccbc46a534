//! The hours at which a request may ring: asked whenever it would.

use crate::{
    call_back::Chooser,
    calling_hours::first_moment,
    request::{Kind, Request},
    team::Team,
    time::{Span, Timestamp},
};

/// What was promised for an hour rings at that hour even if the team is closed, and this much longer.
/// What is still open then keeps the hours of everything else: nobody is called at midnight because
/// nobody was free at six.
pub const PROMISE_HOLDS: Span = Span::minutes(60);

/// The first moment from `from` on at which the request may ring; `None` when there is none.
pub fn rings_from(team: &Team, request: &Request, from: Timestamp) -> Option<Timestamp> {
    let in_hours = in_hours_from(team, request, from);
    match promised_for(request) {
        // It rings by then, and before only if the hours allow it.
        Some(promised) if from < promised => {
            Some(in_hours.map_or(promised, |opening| opening.min(promised)))
        }
        Some(promised) if from <= promised + PROMISE_HOLDS => Some(from),
        _ => in_hours,
    }
}

fn in_hours_from(team: &Team, request: &Request, from: Timestamp) -> Option<Timestamp> {
    match request.kind {
        // The customer turned to the desk: only its own hours count.
        Kind::NewRequest | Kind::InboundCall | Kind::InboundChat => match &team.hours {
            Some(hours) => hours.open_from(from),
            None => Some(from),
        },
        // The desk turns to the customer: theirs count too.
        Kind::ScheduledByAgent | Kind::ScheduledByCustomer | Kind::CallMeBack => {
            first_moment(team, &request.customer, from)
        }
    }
}

pub fn may_ring(team: &Team, request: &Request, now: Timestamp) -> bool {
    rings_from(team, request, now) == Some(now)
}

/// The hour that was agreed on with the customer, if one was.
fn promised_for(request: &Request) -> Option<Timestamp> {
    let chosen_by_desk = request
        .call_back
        .as_ref()
        .is_some_and(|known| known.time_chosen_by == Chooser::Desk);
    request.scheduled_at.filter(|_| !chosen_by_desk)
}
