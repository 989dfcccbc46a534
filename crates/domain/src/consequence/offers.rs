//! A request that waits is offered: to whom, or why to nobody.

use super::{
    availability::join,
    hours::{keeps_hours, rest, rests},
};
use crate::{
    agent::Agent,
    decide::Moment,
    desk::Desk,
    distribution,
    event::Event,
    id::{AgentId, RequestId},
    notification::{self, Decision, Decisions, Suppression},
    request::{Request, State},
    team::Team,
    time::Timestamp,
};

/// A request begins to wait: it is offered, or the trace says for each agent why not.
pub(super) fn arrive(desk: &Desk, id: RequestId, moment: &mut Moment) -> Vec<Event> {
    let Some(request) = waiting(desk, id).filter(|request| lives(request, moment.now)) else {
        return vec![];
    };
    let Some(team) = desk.team(request.team) else {
        return vec![];
    };
    if keeps_hours(request.kind) && !team.is_open(moment.now) {
        return rest(desk, team, request, moment.now);
    }
    match make_offer(desk, request, moment) {
        Some(offer) => vec![offer],
        None => decided(desk, request, moment.now),
    }
}

pub(super) fn offer_again(desk: &Desk, id: RequestId, moment: &mut Moment) -> Vec<Event> {
    waiting(desk, id)
        .and_then(|request| make_offer(desk, request, moment))
        .into_iter()
        .collect()
}

/// Who chose *Later* sees it ring again: what rings for the team, they join; what does not, rings
/// for them alone.
pub(super) fn remind(
    desk: &Desk,
    id: RequestId,
    agent: AgentId,
    moment: &mut Moment,
) -> Option<Event> {
    let request = desk.request(id)?;
    let agent = desk.agent(agent)?;
    match &request.state {
        State::Offered { offer, .. } => join(desk, agent, request, desk.offer(*offer)?, moment.now),
        State::Waiting { .. } | State::TimedOut { .. } => {
            offer_to(desk, request, Some(agent), moment)
        }
        _ => None,
    }
}

/// To the owner of a call that is due, while it is theirs; else to the team.
pub(super) fn make_offer(desk: &Desk, request: &Request, moment: &mut Moment) -> Option<Event> {
    if request.rests_until.is_some() {
        return None;
    }
    let team = desk.team(request.team)?;
    if keeps_hours(request.kind) && !team.is_open(moment.now) {
        return rests(team, request, moment.now);
    }
    let first = match (&request.owner, request.owner_until) {
        (Some(owner), Some(_)) => Some(desk.agent(owner.id)?),
        _ => None,
    };
    offer_to(desk, request, first, moment)
}

fn offer_to(
    desk: &Desk,
    request: &Request,
    only: Option<&Agent>,
    moment: &mut Moment,
) -> Option<Event> {
    let now = moment.now;
    let team = desk.team(request.team)?;
    let rule = team.rule?;
    let can_ring = |agent: &Agent| {
        distribution::can_ring(team, agent, request.channel)
            && !request.put_off.contains_key(&agent.id)
    };
    let somebody = match only {
        Some(agent) => can_ring(agent),
        None => desk.members(team.id).any(can_ring),
    };
    if !lives(request, now) || !somebody {
        return None;
    }
    let decisions = match only {
        Some(agent) => Decisions::for_one(
            agent.id,
            notification::decide(team, agent, request.kind, now),
        ),
        None => decisions_about(desk, request, now)?,
    };
    Some(Event::OfferMade {
        offer: moment.ids.mint(),
        request: request.id,
        team: team.id,
        since: request.waiting_since()?,
        deadline: request.owner_until.unwrap_or(now + rule.ring_time),
        only: only.map(|agent| agent.id),
        decisions,
    })
}

/// Why nobody is asked, agent by agent; of a call that is its owner's for now, the owner.
pub(super) fn decided(desk: &Desk, request: &Request, now: Timestamp) -> Vec<Event> {
    decisions_about(desk, request, now)
        .map(|decisions| Event::NotificationsDecided {
            request: request.id,
            team: request.team,
            decisions,
        })
        .into_iter()
        .collect()
}

/// `None` for a team without members: there is nobody to decide about.
fn decisions_about(desk: &Desk, request: &Request, now: Timestamp) -> Option<Decisions> {
    let team = desk.team(request.team)?;
    let closed = keeps_hours(request.kind) && !team.is_open(now);
    let owner = request
        .owner_until
        .and(request.owner.as_ref())
        .map(|owner| owner.id);
    let mut members = desk
        .members(team.id)
        .filter(|agent| owner.is_none_or(|owner| owner == agent.id))
        .peekable();
    members.peek()?;
    let decide = |agent: &Agent| {
        if team.rule.is_some() && closed {
            Decision::Suppress(Suppression::OutsideHours)
        } else {
            decide_about(team, agent, request, now)
        }
    };
    let decisions = members.map(|agent| (agent.id, decide(agent)));
    Some(match owner {
        // `collect` would say it of the whole team.
        Some(owner) => decisions
            .last()
            .map(|(_, decision)| Decisions::for_one(owner, decision))?,
        None => decisions.collect(),
    })
}

pub(super) fn decide_about(
    team: &Team,
    agent: &Agent,
    request: &Request,
    now: Timestamp,
) -> Decision {
    let asked = team.rule.is_some() && agent.occupied_for(team, request.channel).is_none();
    if asked && request.put_off.contains_key(&agent.id) {
        return Decision::Suppress(Suppression::PutOff);
    }
    match notification::decide(team, agent, request.kind, now) {
        Decision::Notify if agent.digest.tells_of(request) => {
            Decision::Suppress(Suppression::InDigest)
        }
        decision => decision,
    }
}

/// Without this end, an offer that no device ever receives would be made again for ever.
fn lives(request: &Request, now: Timestamp) -> bool {
    request.lives_until().is_some_and(|end| now < end)
}

pub(super) fn waiting(desk: &Desk, id: RequestId) -> Option<&Request> {
    desk.request(id)
        .filter(|request| matches!(request.state, State::Waiting { .. }))
}
