//! Agents who leave, and those who come back.

use super::{decided::Decided, session};
use crate::{
    agent::Presence, desk::Desk, event::Event, id::AgentId, rejection::Rejection, time::Timestamp,
};

/// No customer may wait in the hands of somebody who does not come back. That a call is not theirs alone
/// any more follows from their sign-out.
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
