//! Agents who become free or busy, and those who are new: what rings is joined and left.

use super::offers::{decide_about, make_offer};
use crate::{
    agent::{Agent, Occupied},
    decide::Moment,
    desk::Desk,
    distribution,
    event::Event,
    id::AgentId,
    notification::{self, Decision, Suppression},
    offer::{Leaving, Offer, OfferState, Withdrawal},
    reminder,
    request::{Request, State},
    time::Timestamp,
};

pub(super) fn availability_changed(desk: &Desk, agent: AgentId, moment: &mut Moment) -> Vec<Event> {
    // With a chat in hand they may be busy for calls and free for another chat.
    let mut events = became_occupied(desk, agent);
    events.extend(became_free(desk, agent, moment));
    events.extend(reminder::digest(desk, agent, moment.now));
    events
}

/// What rings in the agent's teams and they are free for, they join; what waits there is offered.
fn became_free(desk: &Desk, agent: AgentId, moment: &mut Moment) -> Vec<Event> {
    let Some(agent) = desk.agent(agent) else {
        return vec![];
    };
    desk.live_requests()
        .filter(|request| agent.teams.contains(&request.team))
        .filter_map(|request| match &request.state {
            State::Offered { offer, .. } => {
                join(desk, agent, request, desk.offer(*offer)?, moment.now)
            }
            State::Waiting { .. } => {
                let team = desk.team(request.team)?;
                distribution::can_ring(team, agent, request.channel)
                    .then(|| make_offer(desk, request, moment))
                    .flatten()
            }
            _ => None,
        })
        .collect()
}

pub(super) fn join(
    desk: &Desk,
    agent: &Agent,
    request: &Request,
    offer: &Offer,
    now: Timestamp,
) -> Option<Event> {
    let team = desk.team(request.team)?;
    if offer.rings_for(agent.id)
        || !offer.is_for(agent.id)
        || request.put_off.contains_key(&agent.id)
        || !distribution::can_ring(team, agent, request.channel)
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

/// What rings in the team of a new agent began before them: what was decided for the rest of the
/// team is not meant for them.
pub(super) fn hired(desk: &Desk, agent: &Agent, now: Timestamp) -> Vec<Event> {
    desk.live_requests()
        .filter(|request| agent.teams.contains(&request.team))
        .filter_map(|request| {
            let State::Offered {
                offer,
                since,
                deadline,
            } = &request.state
            else {
                return None;
            };
            if !desk.offer(*offer)?.is_for(agent.id) {
                return None;
            }
            let team = desk.team(request.team)?;
            Some(Event::OfferJoined {
                offer: *offer,
                request: request.id,
                team: team.id,
                since: *since,
                deadline: *deadline,
                agent: agent.id,
                decision: notification::decide(team, agent, request.kind, now),
            })
        })
        .collect()
}

/// What rings for the agent although they can't take it any more, they leave.
pub(super) fn became_occupied(desk: &Desk, agent: AgentId) -> Vec<Event> {
    let Some(agent) = desk.agent(agent) else {
        return vec![];
    };
    pending_offers(desk)
        .filter_map(|(request, offer)| leave(desk, agent, request, offer))
        .collect()
}

fn leave(desk: &Desk, agent: &Agent, request: &Request, offer: &Offer) -> Option<Event> {
    let team = desk.team(offer.team)?;
    if !agent.teams.contains(&team.id) || !offer.rings_for(agent.id) {
        return None;
    }
    let why = match agent.occupied_for(team, request.channel)? {
        Occupied::Busy => Leaving::AgentBusy,
        Occupied::Away => Leaving::AgentAway,
        Occupied::SignedOut => Leaving::SignedOut,
    };
    Some(Event::OfferLeft {
        offer: offer.id,
        request: request.id,
        agent: agent.id,
        why,
    })
}

/// A pending offer of a team that lets its agents serve more chats than before, or fewer.
pub(super) fn capacity_changed(
    desk: &Desk,
    request: &Request,
    offer: &Offer,
    now: Timestamp,
) -> Vec<Event> {
    desk.members(offer.team)
        .filter_map(|agent| {
            leave(desk, agent, request, offer).or_else(|| join(desk, agent, request, offer, now))
        })
        .collect()
}

pub(super) fn withdraw_if_alone(desk: &Desk, offer: &Offer) -> Vec<Event> {
    let rings = desk
        .members(offer.team)
        .any(|member| offer.rings_for(member.id));
    let since = desk.request(offer.request).and_then(Request::waiting_since);
    match since {
        Some(since) if !rings && offer.state == OfferState::Pending => {
            vec![Event::OfferWithdrawn {
                offer: offer.id,
                request: offer.request,
                team: offer.team,
                since,
                why: Withdrawal::NobodyFree,
            }]
        }
        _ => vec![],
    }
}

fn pending_offers(desk: &Desk) -> impl Iterator<Item = (&Request, &Offer)> {
    desk.live_requests()
        .filter_map(|request| match &request.state {
            State::Offered { offer, .. } => Some((request, desk.offer(*offer)?)),
            _ => None,
        })
}
