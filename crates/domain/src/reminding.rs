//! When an agent is reminded of something, and whether it is shown.

use crate::{
    agent::Agent,
    agent_ref::AgentRef,
    desk::Desk,
    event::Event,
    id::{AgentId, RequestId},
    notification::{Decision, Suppression},
    occupied::Occupied,
    reminder::Digest,
    request::{Request, State},
    switch::Switch,
    time::Timestamp,
};

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

/// The digest, as soon as the agent is there and free. `None` when nothing is owed or not yet.
pub(crate) fn digest(desk: &Desk, agent: AgentId, now: Timestamp) -> Option<Event> {
    let agent = desk.agent(agent)?;
    let Digest::Owed { until } = agent.digest else {
        return None;
    };
    if !has_time_for_digest(agent) {
        return None;
    }
    let since = || {
        desk.gathered(agent, until)
            .filter_map(Request::waiting_since)
    };
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
    desk.overseers()
        .filter(|other| other.id != agent)
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
