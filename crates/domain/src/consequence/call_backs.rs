//! Calls that the desk owes customers: planned when a call was not answered, dropped when the customer
//! wants none.

use std::collections::BTreeMap;

use crate::{
    call_back::{self, Chooser},
    decide::Moment,
    desk::Desk,
    event::Event,
    id::RequestId,
    offer::Withdrawal,
    request::{Channel, Kind, Request, State},
    time::Timestamp,
};

/// The call that the desk owes a customer who could not be reached, or could reach nobody. `at`: when
/// it was planned already.
pub(super) fn owed_call(
    desk: &Desk,
    id: RequestId,
    at: Option<Timestamp>,
    moment: &mut Moment,
) -> Option<Event> {
    let missed = desk.request(id)?;
    if missed.channel != Channel::Voice || desk.is_forbidden(&missed.customer) {
        return None;
    }
    let team = desk.team(missed.team)?;
    let (call_back, usual) = call_back::next_attempt(team, missed, moment.now)?;
    let due_at = at.unwrap_or(usual);
    Some(Event::RequestReceived {
        request: Box::new(Request {
            id: moment.ids.mint(),
            kind: Kind::CallMeBack,
            channel: Channel::Voice,
            customer: missed.customer.clone(),
            team: missed.team,
            message: missed.message.clone(),
            owner: None,
            priority: missed.priority,
            scheduled_at: Some(due_at),
            created_at: moment.now,
            missed_rings: 0,
            call_back: Some(call_back),
            owner_until: None,
            rests_until: None,
            put_off: BTreeMap::new(),
            reminds_at: None,
            passed: None,
            state: State::Scheduled { due_at },
        }),
    })
}

/// Calls that the desk planned by itself and has not begun.
pub(super) fn drop_call_backs(desk: &Desk, phone: &str) -> Vec<Event> {
    desk.live_requests()
        .filter(|request| request.customer.phone.as_deref() == Some(phone))
        .filter(|request| {
            request
                .call_back
                .as_ref()
                .is_some_and(|known| known.time_chosen_by == Chooser::Desk)
        })
        .flat_map(|request| {
            let (id, team) = (request.id, request.team);
            let cancelled = Event::RequestCancelled { request: id, team };
            match &request.state {
                State::Scheduled { .. } | State::Waiting { .. } | State::TimedOut { .. } => {
                    vec![cancelled]
                }
                State::Offered { offer, since, .. } => vec![
                    Event::OfferWithdrawn {
                        offer: *offer,
                        request: id,
                        team,
                        since: *since,
                        why: Withdrawal::Cancelled,
                    },
                    cancelled,
                ],
                _ => vec![],
            }
        })
        .collect()
}
