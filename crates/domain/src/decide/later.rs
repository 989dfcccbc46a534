//! *Later*: an agent puts a request off.

use super::decided::{Decided, live};
use crate::{
    desk::Desk,
    event::Event,
    id::{AgentId, RequestId},
    offer::Leaving,
    rejection::Rejection,
    request::{PUT_OFF, State},
    time::Timestamp,
};

/// It stops ringing for this agent and comes back; it is not a decline.
pub(super) fn later(desk: &Desk, agent: AgentId, id: RequestId, now: Timestamp) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    let request = live(desk, id)?;
    if !known.teams.contains(&request.team) {
        return Err(Rejection::UnknownRequest);
    }
    if let Some(taken_by) = request.agent().and_then(|by| desk.agent(by)) {
        return Err(Rejection::TakenBy(taken_by.reference()));
    }
    if request.put_off.contains_key(&agent) {
        return Ok(vec![]);
    }
    let mut events = vec![];
    match &request.state {
        State::Offered { offer, .. } => {
            if desk
                .offer(*offer)
                .is_some_and(|offer| offer.rings_for(agent))
            {
                events.push(Event::OfferLeft {
                    offer: *offer,
                    request: id,
                    agent,
                    why: Leaving::PutOff,
                });
            }
        }
        State::Waiting { .. } | State::TimedOut { .. } => {}
        other => return Err(Rejection::WrongState(other.name())),
    }
    events.push(Event::RequestPutOff {
        request: id,
        agent,
        until: now + PUT_OFF,
    });
    Ok(events)
}
