//! Calls that the desk owes customers: planned when a call was not answered, dropped when the customer
//! wants none.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    call_back::Chooser,
    decide::Moment,
    desk::Desk,
    event::Event,
    id::RequestId,
    owed_call,
    request::{Channel, Kind, Request, State},
    ring_hours::may_ring,
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
    let (call_back, usual) = owed_call::owed(desk, missed, moment.now)?;
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
            asked: BTreeSet::new(),
            call_back: Some(call_back),
            gives_way_at: None,
            put_off: BTreeMap::new(),
            passed: None,
            handed_back: vec![],
            state: State::Scheduled {
                due_at,
                reminds_at: None,
            },
        }),
    })
}

/// A caller who left a number while the team is closed is called back when it opens.
pub(super) fn called_back_at_opening(
    desk: &Desk,
    request: &Request,
    now: Timestamp,
) -> Option<Event> {
    let team = desk.team(request.team)?;
    if request.kind != Kind::InboundCall || may_ring(team, request, now) {
        return None;
    }
    let (_, at) = owed_call::owed(desk, request, now)?;
    Some(Event::RequestAbandoned {
        request: request.id,
        team: request.team,
        call_back_at: Some(at),
    })
}

/// Calls that this customer did not ask for and that have not begun.
pub(super) fn drop_unasked_calls(desk: &Desk, phone: &str) -> Vec<Event> {
    desk.live_requests()
        .filter(|request| request.customer.phone.as_deref() == Some(phone))
        .filter(|request| {
            let call_back = request.call_back.as_ref();
            let chose = call_back.is_none_or(|known| known.time_chosen_by != Chooser::Desk);
            owed_call::is_unasked_call(request.kind, chose)
        })
        .filter(|request| {
            matches!(
                request.state,
                State::Scheduled { .. }
                    | State::Waiting { .. }
                    | State::TimedOut { .. }
                    | State::Offered { .. }
            )
        })
        .map(|request| Event::RequestCancelled {
            request: request.id,
            team: request.team,
        })
        .collect()
}
