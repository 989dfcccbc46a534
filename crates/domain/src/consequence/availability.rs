//! Agents who become free or busy, and those who are new: what rings is joined and left.

use super::offers::{ask, is_meant, join};
use crate::{
    agent::Agent,
    decide::{Moment, given_back},
    desk::Desk,
    event::Event,
    id::{AgentId, OfferId, RequestId},
    notifying,
    occupied::Occupied,
    offer::{Leaving, Offer, OfferState, Withdrawal},
    reminding,
    request::{Channel, Request, State},
    response::Responding,
    time::Timestamp,
};

pub(super) fn availability_changed(desk: &Desk, agent: AgentId, moment: &mut Moment) -> Vec<Event> {
    // With a chat in hand they may be busy for calls and free for another chat.
    let mut events = became_occupied(desk, agent);
    events.extend(became_free(desk, agent, moment));
    events.extend(reminding::digest(desk, agent, moment.now));
    events
}

/// What rings in the agent's teams and they are free for, they join; what waits there is offered.
fn became_free(desk: &Desk, agent: AgentId, moment: &mut Moment) -> Vec<Event> {
    let Some(agent) = desk.agent(agent) else {
        return vec![];
    };
    desk.live_requests()
        .filter(|request| agent.teams.contains(&request.team))
        .filter_map(|request| ask(desk, agent, request, moment))
        .collect()
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
                ..
            } = &request.state
            else {
                return None;
            };
            if !is_meant(request, agent.id) {
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
                decision: notifying::decide(team, agent, request.kind, now),
            })
        })
        .collect()
}

/// Who is not there any more has no use for the time in which a call was theirs alone.
pub(super) fn owner_left(desk: &Desk, agent: AgentId) -> Vec<Event> {
    desk.live_requests()
        .filter(|request| request.kept_for() == Some(agent))
        .map(|request| Event::OwnerTimeOver {
            request: request.id,
            team: request.team,
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
        Occupied::NotResponding => Leaving::NotResponding,
    };
    Some(Event::OfferLeft {
        offer: offer.id,
        request: request.id,
        agent: agent.id,
        why,
    })
}

/// A pending offer of a team whose hours or rule changed.
pub(super) fn joined_and_left(
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

/// An offer ran out, and for some it was one too many.
pub(super) fn stopped_responding(desk: &Desk, offer: OfferId) -> Vec<Event> {
    let Some(offer) = desk.offer(offer) else {
        return vec![];
    };
    desk.members(offer.team)
        .filter(|agent| offer.rang_to_the_end_for(agent.id))
        .filter(|agent| agent.responding == Responding::NoLonger)
        .map(|agent| Event::AgentStoppedResponding { agent: agent.id })
        .collect()
}

/// An agent with customers answers on no device: supervisors are told, chats go back to the front of
/// the line. A call that is dialled by hand goes on without a page, so it stays theirs.
pub(super) fn agent_missed(
    desk: &Desk,
    agent: AgentId,
    requests: &[RequestId],
    now: Timestamp,
) -> Vec<Event> {
    let given_back = requests
        .iter()
        .filter_map(|id| desk.request(*id))
        .filter(|request| request.channel == Channel::Chat)
        .flat_map(|request| given_back(request, agent, now));
    reminding::agent_missed(desk, agent, requests, now)
        .into_iter()
        .chain(given_back)
        .collect()
}

pub(super) fn withdraw_if_alone(desk: &Desk, offer: &Offer) -> Vec<Event> {
    let rings = desk
        .members(offer.team)
        .any(|member| offer.rings_for(member.id));
    if rings || offer.state != OfferState::Pending {
        return vec![];
    }
    desk.request(offer.request)
        .and_then(|request| Event::withdrawal(request, Withdrawal::NobodyFree))
        .into_iter()
        .collect()
}

fn pending_offers(desk: &Desk) -> impl Iterator<Item = (&Request, &Offer)> {
    desk.live_requests()
        .filter_map(|request| match &request.state {
            State::Offered { offer, .. } => Some((request, desk.offer(*offer)?)),
            _ => None,
        })
}
