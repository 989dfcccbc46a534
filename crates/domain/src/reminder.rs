//! What an agent is told that does not ring: what has gathered while they could not be told of each,
//! a call that is coming, a call that passed them by.
//!
//! A reminder has no deadline and nobody waits for an answer to it. What it is about may be over when
//! it is read, so it is shown when it is made, or not at all.

use serde::{Deserialize, Serialize};

use crate::{
    agent::{Agent, AgentRef, Occupied, Role, Switch},
    desk::Desk,
    event::Event,
    id::{AgentId, RequestId},
    notification::{Decision, Suppression},
    request::{Request, State, WaitsFor},
    time::{Span, Timestamp},
};

/// The owner of a planned call is reminded this long before it is due.
pub const AHEAD: Span = Span::minutes(5);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reminder {
    /// How many requests wait, and since when the first of them does.
    Digest { waiting: u32, oldest: Timestamp },
    /// A call of one's own is due soon.
    Upcoming {
        request: RequestId,
        due_at: Timestamp,
    },
    /// A request that was put before this agent alone went to others.
    Missed {
        request: RequestId,
        /// How long it had been theirs.
        after: Span,
        /// Who took it; nobody did when it timed out.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        taken_by: Option<AgentRef>,
    },
    /// To supervisors: an agent with customers answers on no device any more.
    AgentMissed {
        agent: AgentRef,
        requests: Vec<RequestId>,
    },
}

/// Whether the desk owes an agent one summary of what came while nothing could be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Digest {
    #[default]
    Settled,
    /// Of everything that had begun to wait by then.
    Owed { until: Timestamp },
}

impl Digest {
    /// Whether the digest tells of this request, so that it needs no popup of its own.
    pub fn tells_of(self, request: &Request) -> bool {
        match self {
            Self::Settled => false,
            Self::Owed { until } => request.waiting_since().is_some_and(|since| since <= until),
        }
    }
}

/// An agent who had a request to themselves and let it pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    pub agent: AgentId,
    /// How long it was theirs.
    pub after: Span,
}

/// Whether a reminder is shown. The same order of reasons as for what rings.
pub fn decide(agent: &Agent, wanted: Switch, now: Timestamp) -> Decision {
    let quiet = agent
        .preferences
        .quiet_hours
        .as_ref()
        .is_some_and(|quiet| quiet.covers(now));
    let reason = match agent.occupied() {
        Some(Occupied::SignedOut) => Some(Suppression::NotSignedIn),
        Some(Occupied::Busy) => Some(Suppression::Busy),
        Some(Occupied::Away) => Some(Suppression::Away),
        Some(Occupied::NotResponding) => Some(Suppression::NotResponding),
        None if quiet => Some(Suppression::QuietHours),
        None if !agent.preferences.desktop_notifications.is_on() => Some(Suppression::TurnedOff),
        None if !wanted.is_on() => Some(Suppression::KindTurnedOff),
        None if !agent.can_be_reached() => Some(Suppression::Unreachable),
        None => None,
    };
    reason.map_or(Decision::Notify, Decision::Suppress)
}

/// What an agent who signs in is owed. One request that rings for them now speaks for itself; of
/// several, or of some that they have been asked about before, they are told at once.
pub(crate) fn owed_on_arrival(desk: &Desk, agent: &Agent, now: Timestamp) -> Digest {
    let waiting = || gathered(desk, agent, now);
    let rings = waiting()
        .filter(|request| !request.asked.contains(&agent.id))
        .count();
    if waiting().count() > 1 || rings == 0 && waiting().next().is_some() {
        Digest::Owed { until: now }
    } else {
        Digest::Settled
    }
}

/// The digest, as soon as the agent is there and free. `None` when nothing is owed or not yet.
pub(crate) fn digest(desk: &Desk, agent: AgentId, now: Timestamp) -> Option<Event> {
    let agent = desk.agent(agent)?;
    let Digest::Owed { until } = agent.digest else {
        return None;
    };
    if !has_time_for_digest(agent) {
        return None;
    }
    let since = || gathered(desk, agent, until).filter_map(Request::waiting_since);
    Some(Event::DigestGiven {
        agent: agent.id,
        waiting: u32::try_from(since().count()).unwrap_or(u32::MAX),
        oldest: since().min().unwrap_or(until),
        decision: decide(agent, Switch::On, now),
    })
}

fn has_time_for_digest(agent: &Agent) -> bool {
    agent.occupied().is_none() && agent.can_be_reached()
}

/// Whether a digest that is given right now tells of this request, so that it needs no popup of its
/// own. One that has to wait, or is not shown, takes no popup away.
pub(crate) fn is_told_in_digest(agent: &Agent, request: &Request, now: Timestamp) -> bool {
    agent.digest.tells_of(request)
        && has_time_for_digest(agent)
        && decide(agent, Switch::On, now) == Decision::Notify
}

/// What the supervisors of a desk are told of an agent who has customers and does not answer.
pub(crate) fn agent_missed(
    desk: &Desk,
    agent: AgentId,
    requests: &[RequestId],
    now: Timestamp,
) -> Vec<Event> {
    let Some(missed) = desk.agent(agent) else {
        return vec![];
    };
    desk.agents()
        .filter(|other| other.role != Role::Agent && other.id != agent)
        .map(|supervisor| Event::SupervisorTold {
            supervisor: supervisor.id,
            agent: missed.reference(),
            requests: requests.to_vec(),
            decision: decide(supervisor, Switch::On, now),
        })
        .collect()
}

/// What is said to the owner of a planned call shortly before it is due. `None` for a call that is
/// the team's: nobody in particular has to prepare for it.
pub(crate) fn upcoming(desk: &Desk, request: &Request, now: Timestamp) -> Option<Event> {
    let owner = desk.agent(request.owner.as_ref()?.id)?;
    let State::Scheduled { due_at, .. } = request.state else {
        return None;
    };
    Some(Event::CallAhead {
        request: request.id,
        agent: owner.id,
        due_at,
        decision: decide(owner, owner.preferences.upcoming, now),
    })
}

/// A request is over, for now, without the agent who had it to themselves. `taken_by`: who serves
/// the customer instead.
pub(crate) fn missed(
    desk: &Desk,
    request: RequestId,
    taken_by: Option<&AgentRef>,
    now: Timestamp,
) -> Option<Event> {
    let passed = desk.request(request)?.passed?;
    let agent = desk.agent(passed.agent)?;
    Some(Event::RequestMissed {
        request,
        agent: agent.id,
        after: passed.after,
        taken_by: taken_by.cloned(),
        decision: decide(agent, agent.preferences.missed, now),
    })
}

/// What had begun to wait for the agent's teams by then.
fn gathered<'desk>(
    desk: &'desk Desk,
    agent: &'desk Agent,
    until: Timestamp,
) -> impl Iterator<Item = &'desk Request> {
    desk.live_requests().filter(move |request| {
        agent.teams.contains(&request.team)
            && !matches!(
                request.state,
                State::Waiting {
                    waits_for: WaitsFor::Opening { .. },
                    ..
                }
            )
            && request.waiting_since().is_some_and(|since| since <= until)
    })
}
