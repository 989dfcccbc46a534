//! The one door through which a request is put before agents: to whom, or why to nobody.

use super::call_backs::called_back_at_opening;
use crate::{
    agent::Agent,
    decide::Moment,
    desk::Desk,
    distribution,
    event::Event,
    id::{AgentId, RequestId},
    notification::{Decision, Decisions, Suppression},
    notifying,
    offer::{A_MOMENT, Offer},
    reminding,
    request::{Request, State, WaitsFor},
    ring_hours::{may_ring, rings_from},
    team::Team,
    time::Timestamp,
};

/// A request begins to wait: it is offered, or the trace says for each agent why not.
pub(super) fn arrive(desk: &Desk, id: RequestId, moment: &mut Moment) -> Vec<Event> {
    let Some(request) = waiting(desk, id).filter(|request| lives(request, moment.now)) else {
        return vec![];
    };
    if let Some(called_back) = called_back_at_opening(desk, request, moment.now) {
        return vec![called_back];
    }
    match offer(desk, request, moment) {
        Some(made @ Event::OfferMade { .. }) => vec![made],
        nobody => decided(desk, request, moment.now)
            .into_iter()
            .chain(nobody)
            .collect(),
    }
}

/// Puts a request before everybody who is to be asked now and can be. `None` when there is nobody;
/// outside the hours that the request keeps it rests until they begin.
pub(super) fn offer(desk: &Desk, request: &Request, moment: &mut Moment) -> Option<Event> {
    let now = moment.now;
    let team = desk.team(request.team)?;
    let rule = team.rule?;
    if !lives(request, now) {
        return None;
    }
    if !may_ring(team, request, now) {
        return rests(team, request, now);
    }
    let usual = now + rule.ring_time;
    let (deadline, decisions) = match &request.state {
        State::Waiting { waits_for, .. } => match waits_for {
            WaitsFor::Anybody => {
                askable(desk, team, request).next()?;
                (usual, about_team(desk, team, request, now))
            }
            WaitsFor::Owner { until } => (*until, about_askable(desk, team, request, now)?),
            WaitsFor::Opening { .. } => return None,
        },
        // Not when it rings for all in a moment, and not longer than until then.
        State::TimedOut { rings_again_at, .. } => {
            if rings_again_at.is_some_and(|again| again < now + A_MOMENT) {
                return None;
            }
            (
                rings_again_at.map_or(usual, |again| usual.min(again)),
                about_askable(desk, team, request, now)?,
            )
        }
        _ => return None,
    };
    (now < deadline).then_some(Event::OfferMade {
        offer: moment.ids.mint(),
        request: request.id,
        team: team.id,
        since: request.waiting_since()?,
        deadline,
        decisions,
    })
}

/// An agent has become able to be asked: what rings they join, what waits is offered, and what was
/// offered in vain while they could not be asked is put before them now.
pub(super) fn ask(
    desk: &Desk,
    agent: &Agent,
    request: &Request,
    moment: &mut Moment,
) -> Option<Event> {
    let team = desk.team(request.team)?;
    // A supervisor may have had it in hand without being one of the team.
    let is_member = agent.teams.contains(&team.id);
    if !is_member || !is_meant(request, agent.id) || !can_be_asked(team, agent, request) {
        return None;
    }
    match &request.state {
        State::Offered { offer, .. } => join(desk, agent, request, desk.offer(*offer)?, moment.now),
        State::Waiting { .. } | State::TimedOut { .. } => offer(desk, request, moment),
        _ => None,
    }
}

/// An agent is free while the request rings for others.
pub(super) fn join(
    desk: &Desk,
    agent: &Agent,
    request: &Request,
    offer: &Offer,
    now: Timestamp,
) -> Option<Event> {
    let team = desk.team(request.team)?;
    if offer.rings_for(agent.id)
        || !is_meant(request, agent.id)
        || !can_be_asked(team, agent, request)
        || !may_ring(team, request, now)
    {
        return None;
    }
    let sent_before = matches!(
        offer.decisions.about(agent.id),
        Some(Decision::Notify | Decision::Suppress(Suppression::AlreadySent))
    );
    // Whatever the agent has switched since: a decision that forgets that it was sent would send it
    // again after the next switch.
    let decision = match decide_about(team, agent, request, now) {
        _ if sent_before => Decision::Suppress(Suppression::AlreadySent),
        fresh => fresh,
    };
    Some(Event::OfferJoined {
        offer: offer.id,
        request: request.id,
        team: team.id,
        since: request.waiting_since()?,
        deadline: offer.deadline,
        agent: agent.id,
        decision,
    })
}

/// Whether the request, as it stands, is put before this member of its team at all.
pub(super) fn is_meant(request: &Request, member: AgentId) -> bool {
    !request.was_asked(member) && request.kept_for().is_none_or(|owner| owner == member)
}

/// The members of the team before whom the request can be put now, each with one who is decided alike.
fn askable<'desk>(
    desk: &'desk Desk,
    team: &'desk Team,
    request: &'desk Request,
) -> impl Iterator<Item = (AgentId, &'desk Agent)> {
    let owner = request.kept_for().and_then(|owner| desk.agent(owner));
    let owner = owner
        .filter(|owner| owner.teams.contains(&team.id) && can_be_asked(team, owner, request))
        .map(|owner| (owner.id, owner));
    let everybody = request.kept_for().is_none().then(|| {
        desk.alike(team.id)
            .filter(|alike| distribution::can_ring(team, alike.example, request.channel))
            .flat_map(|alike| {
                let agents = alike.agents.difference(request.asked_this_round());
                agents.map(move |agent| (*agent, alike.example))
            })
            .filter(|(agent, _)| !request.put_off.contains_key(agent))
    });
    owner.into_iter().chain(everybody.into_iter().flatten())
}

/// Decisions about those alone; `None` when there are none.
fn about_askable(desk: &Desk, team: &Team, request: &Request, now: Timestamp) -> Option<Decisions> {
    let mut askable = askable(desk, team, request).peekable();
    askable.peek()?;
    let mut last: Option<(AgentId, Decision)> = None;
    Some(Decisions::about_some(askable.map(|(agent, example)| {
        let decision = match last {
            Some((known, decision)) if known == example.id => decision,
            _ => decide_usually(team, example, request, now),
        };
        last = Some((example.id, decision));
        (agent, decision)
    })))
}

/// Decisions about a whole team: once for all who stand alike, and for each whom the request names.
fn about_team(desk: &Desk, team: &Team, request: &Request, now: Timestamp) -> Decisions {
    let groups: Vec<_> = desk
        .alike(team.id)
        .map(|alike| {
            let decision = decide_usually(team, alike.example, request, now);
            (decision, alike.agents)
        })
        .collect();
    let apart: Vec<_> = request
        .put_off
        .keys()
        .filter_map(|id| desk.agent(*id))
        .filter(|agent| agent.teams.contains(&team.id))
        .map(|agent| {
            let usually = decide_usually(team, agent, request, now);
            (agent.id, usually, decide_about(team, agent, request, now))
        })
        .collect();
    Decisions::about_groups(&groups, &apart)
}

fn can_be_asked(team: &Team, agent: &Agent, request: &Request) -> bool {
    distribution::can_ring(team, agent, request.channel) && !request.put_off.contains_key(&agent.id)
}

/// What waits, and may not ring now, rests until the hours that it keeps begin.
pub(super) fn rests(team: &Team, request: &Request, now: Timestamp) -> Option<Event> {
    let State::Waiting { waits_for, since } = &request.state else {
        return None;
    };
    let until = rings_from(team, request, now)?;
    (*waits_for != WaitsFor::Opening { until }).then_some(Event::RequestRests {
        request: request.id,
        team: team.id,
        until,
        since: Some(*since),
    })
}

/// Why nobody is asked, agent by agent; of a call that is its owner's for now, the owner.
pub(super) fn decided(desk: &Desk, request: &Request, now: Timestamp) -> Option<Event> {
    let team = desk.team(request.team)?;
    let closed = team.rule.is_some() && !may_ring(team, request, now);
    let outside_hours = Decision::Suppress(Suppression::OutsideHours);
    let decisions = match request.kept_for() {
        Some(owner) => {
            let owner = desk.agent(owner)?;
            let is_member = owner.teams.contains(&team.id);
            let decision = if closed {
                outside_hours
            } else {
                decide_about(team, owner, request, now)
            };
            is_member.then(|| Decisions::for_one(owner.id, decision))?
        }
        // In a team without members there is nobody to decide about.
        None if desk.member_count(team.id) == 0 => return None,
        None if closed => Decisions::about_all(outside_hours),
        None => about_team(desk, team, request, now),
    };
    Some(Event::NotificationsDecided {
        request: request.id,
        team: request.team,
        decisions,
    })
}

fn decide_about(team: &Team, agent: &Agent, request: &Request, now: Timestamp) -> Decision {
    let asked = team.rule.is_some() && agent.occupied_for(team, request.channel).is_none();
    if asked && request.put_off.contains_key(&agent.id) {
        return Decision::Suppress(Suppression::PutOff);
    }
    decide_usually(team, agent, request, now)
}

/// What is decided about everybody who stands like this member and whom the request does not name.
fn decide_usually(team: &Team, agent: &Agent, request: &Request, now: Timestamp) -> Decision {
    match notifying::decide(team, agent, request.kind, now) {
        Decision::Notify if reminding::is_told_in_digest(agent, request, now) => {
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
