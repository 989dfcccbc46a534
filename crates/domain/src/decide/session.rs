//! From *Connect* to *End*: an agent and a customer.

use super::{
    decided::{Decided, in_hands},
    wrap_up,
};
use crate::{
    agent::{Agent, Presence},
    desk::Desk,
    distribution,
    event::{Event, SessionStart},
    id::{AgentId, RequestId},
    rejection::Rejection,
    request::{Channel, Closing, Outcome, Request, State, WRAP_UP},
    time::Timestamp,
};

pub(super) fn connect(desk: &Desk, agent: AgentId, id: RequestId, now: Timestamp) -> Decided {
    let agent = signed_in(desk, agent)?;
    let request = desk.request(id).ok_or(Rejection::UnknownRequest)?;
    if !agent.sees(request.team) {
        return Err(Rejection::UnknownRequest);
    }
    if agent.serving.includes(id) {
        return Ok(vec![]);
    }
    if let Some(taken_by) = request.agent().and_then(|by| desk.agent(by)) {
        return Err(if request.agent() == Some(agent.id) {
            Rejection::Ended(request.state.name())
        } else {
            Rejection::TakenBy(taken_by.reference())
        });
    }
    distribution::room(desk, agent, request)?;
    let offer = match &request.state {
        State::Offered { offer, .. } => Some(*offer),
        State::Waiting { .. } | State::TimedOut { .. } => None,
        State::Scheduled { due_at, .. }
            if *due_at <= now || may_start_early(desk, agent, request) =>
        {
            None
        }
        State::Scheduled { .. } => return Err(Rejection::NotDueYet),
        other => return Err(Rejection::Ended(other.name())),
    };
    Ok(vec![Event::RequestConnected {
        request: id,
        team: request.team,
        agent: agent.reference(),
        offer,
        session: match request.channel {
            Channel::Voice => SessionStart::Dialling,
            Channel::Chat => SessionStart::Bridged,
        },
    }])
}

pub(super) fn attend_next(desk: &Desk, agent: AgentId, now: Timestamp) -> Decided {
    let known = signed_in(desk, agent)?;
    // Of whoever is first in line but can't be taken now, *Connect* says why.
    let next = distribution::next_for(desk, known)
        .or_else(|| distribution::first_in_line(desk, known))
        .ok_or(Rejection::NobodyWaits)?;
    connect(desk, agent, next.id, now)
}

pub(super) fn answered(desk: &Desk, agent: AgentId, id: RequestId) -> Decided {
    let request = in_hands(desk, agent, id)?;
    match &request.state {
        State::InSession { .. } => Ok(vec![]),
        State::Connecting { draft, .. } => Ok(vec![Event::SessionBridged {
            request: id,
            team: request.team,
            agent,
            draft: draft.clone(),
        }]),
        other => Err(Rejection::WrongState(other.name())),
    }
}

pub(super) fn no_answer(desk: &Desk, agent: AgentId, id: RequestId) -> Decided {
    if let Some(State::Closed {
        outcome: Outcome::CustomerNoAnswer,
        agent: Some(by),
        ..
    }) = desk.request(id).map(|request| &request.state)
        && *by == agent
    {
        return Ok(vec![]);
    }
    let request = in_hands(desk, agent, id)?;
    match &request.state {
        State::Connecting { draft, .. } => Ok(vec![Event::RequestClosed {
            request: id,
            team: request.team,
            agent,
            outcome: Outcome::CustomerNoAnswer,
            note: draft.noted(),
            closing: Closing::ByAgent,
        }]),
        other => Err(Rejection::WrongState(other.name())),
    }
}

pub(super) fn end(desk: &Desk, agent: AgentId, id: RequestId, now: Timestamp) -> Decided {
    let request = in_hands(desk, agent, id)?;
    match &request.state {
        State::WrapUp { .. } => Ok(vec![]),
        State::Connecting { draft, .. } | State::InSession { draft, .. } => {
            Ok(vec![Event::SessionEnded {
                request: id,
                team: request.team,
                agent,
                closes_at: now + WRAP_UP,
                draft: draft.clone(),
            }])
        }
        other => Err(Rejection::WrongState(other.name())),
    }
}

/// Whatever the agent was doing with the customer, somebody else has to go on: who was not served yet
/// is first in line again, and a wrap-up closes with what was entered so far.
pub(super) fn let_go(desk: &Desk, request: &Request, agent: AgentId, now: Timestamp) -> Vec<Event> {
    match &request.state {
        State::WrapUp { draft, .. } => wrap_up::close_by_itself(desk, request, agent, draft),
        _ => given_back(request, agent, now),
    }
}

pub(super) fn hand_back(desk: &Desk, agent: AgentId, id: RequestId, now: Timestamp) -> Decided {
    let request = in_hands(desk, agent, id)?;
    let events = given_back(request, agent, now);
    if events.is_empty() {
        return Err(Rejection::WrongState(request.state.name()));
    }
    Ok(events)
}

/// The customer goes back to the front of the line with what was noted, and a call that was begun early to its time;
/// nothing happens unless the agent has them in a session.
pub(crate) fn given_back(request: &Request, agent: AgentId, now: Timestamp) -> Vec<Event> {
    let (State::Connecting { offer, draft, .. } | State::InSession { offer, draft, .. }) =
        &request.state
    else {
        return vec![];
    };
    let handed_back = Event::RequestHandedBack {
        request: request.id,
        team: request.team,
        agent,
        offer: *offer,
        since: waited_since(request, now),
        note: draft.noted(),
    };
    let later = request
        .scheduled_at
        .filter(|due_at| *due_at > now)
        .map(|due_at| Event::RequestRescheduled {
            request: request.id,
            team: request.team,
            due_at,
            chosen_by: None,
        });
    [handed_back].into_iter().chain(later).collect()
}

fn signed_in(desk: &Desk, agent: AgentId) -> Result<&Agent, Rejection> {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    match known.presence {
        Presence::SignedIn(_) => Ok(known),
        Presence::SignedOut => Err(Rejection::NotSignedIn),
    }
}

/// Since when the customer has waited, were they not served: a scheduled call waits from when it was
/// due, however long ago it was planned.
fn waited_since(request: &Request, now: Timestamp) -> Timestamp {
    request
        .scheduled_at
        .map_or(request.created_at, |due_at| due_at.min(now))
}

/// Before a scheduled call is due only its owner can connect; if it has none, or they have left,
/// anybody of the team.
fn may_start_early(desk: &Desk, agent: &Agent, request: &Request) -> bool {
    request.owner.as_ref().is_none_or(|owner| {
        owner.id == agent.id || desk.agent(owner.id).is_none_or(Agent::is_disabled)
    })
}
