//! Agents who come and go, and what they choose to be.

use super::decided::Decided;
use crate::{
    agent::{Agent, Intent, Presence, Reachability},
    desk::Desk,
    event::Event,
    id::AgentId,
    rejection::Rejection,
    response::Hearing,
};

pub(super) fn sign_in(desk: &Desk, agent: AgentId) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    if known.is_disabled() {
        return Err(Rejection::AgentDisabled);
    }
    Ok(match known.presence {
        Presence::SignedIn(_) => vec![],
        Presence::SignedOut => vec![Event::AgentSignedIn { agent }],
    })
}

pub(super) fn sign_out(desk: &Desk, agent: AgentId) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    if !known.serving.requests().is_empty() {
        return Err(Rejection::SessionOpen);
    }
    Ok(match known.presence {
        Presence::SignedIn(_) => vec![Event::AgentSignedOut { agent }],
        Presence::SignedOut => vec![],
    })
}

pub(super) fn set_intent(desk: &Desk, agent: AgentId, intent: Intent) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    match known.presence {
        Presence::SignedOut => Err(Rejection::NotSignedIn),
        Presence::SignedIn(current) if current == intent => Ok(vec![]),
        Presence::SignedIn(_) => Ok(vec![Event::IntentChanged { agent, intent }]),
    }
}

pub(super) fn set_reachability(desk: &Desk, agent: AgentId, reachability: Reachability) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    Ok(if known.reachability == reachability {
        vec![]
    } else {
        vec![Event::ReachabilityChanged {
            agent,
            reachability,
        }]
    })
}

/// What it says is said of every command that an agent gives in person.
pub(super) fn touch(desk: &Desk, agent: AgentId) -> Decided {
    desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    Ok(vec![])
}

pub(super) fn hear(desk: &Desk, agent: AgentId) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    Ok(heard(known).into_iter().collect())
}

/// Something arrived at an agent whose devices had received nothing.
pub(super) fn heard(agent: &Agent) -> Option<Event> {
    (agent.hearing != Hearing::default()).then_some(Event::AgentHears { agent: agent.id })
}
