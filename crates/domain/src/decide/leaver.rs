//! Agents who leave, and those who come back.

use super::{decided::Decided, session};
use crate::{
    agent::Presence, desk::Desk, event::Event, id::AgentId, rejection::Rejection, time::Timestamp,
};

/// Nothing may wait for somebody who does not come back: neither a customer in their hands nor a call
/// that is theirs alone for now.
pub(super) fn disable(desk: &Desk, agent: AgentId, now: Timestamp) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    if known.is_disabled() {
        return Ok(vec![]);
    }
    let in_hands = known
        .serving
        .requests()
        .iter()
        .filter_map(|id| desk.request(*id))
        .flat_map(|request| session::let_go(desk, request, agent, now));
    let mut events: Vec<Event> = in_hands.collect();
    if known.responding.has_missed() {
        // What was true of the chair is not true of whoever comes back to it.
        events.push(Event::AgentResponded { agent });
    }
    if known.presence != Presence::SignedOut {
        events.push(Event::AgentSignedOut { agent });
    }
    events.push(Event::AgentDisabled { agent });
    events.extend(
        desk.live_requests()
            .filter(|request| request.kept_for() == Some(agent))
            .map(|request| Event::OwnerTimeOver {
                request: request.id,
                team: request.team,
            }),
    );
    Ok(events)
}

pub(super) fn enable(desk: &Desk, agent: AgentId) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    Ok(if known.is_disabled() {
        vec![Event::AgentEnabled { agent }]
    } else {
        vec![]
    })
}

pub(super) fn note_password(desk: &Desk, agent: AgentId) -> Decided {
    desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    Ok(vec![Event::PasswordChanged { agent }])
}
