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
    if !agent.can_be_reached() {
        return vec![];
    }
    desk.in_line_for_teams_of(agent)
        .filter_map(|request| ask(desk, agent, request, moment))
        .collect()
}

/// What rings in the team of a new agent began before them: what was decided for the rest of the
/// team is not meant for them.
pub(super) fn hired(desk: &Desk, agent: &Agent, now: Timestamp) -> Vec<Event> {
    desk.ringing_for_teams_of(agent)
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
    desk.kept_for(agent)
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
    if agent.is_free() {
        return vec![];
    }
    desk.ringing_for_teams_of(agent)
        .filter_map(|request| {
            let State::Offered { offer, .. } = &request.state else {
                return None;
            };
            leave(desk, agent, request, desk.offer(*offer)?)
        })
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
    desk.rang_for(offer)
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
    if offer.state != OfferState::Pending || desk.rings_for_somebody(offer) {
        return vec![];
    }
    desk.request(offer.request)
        .and_then(|request| Event::withdrawal(request, Withdrawal::NobodyFree))
        .into_iter()
        .collect()
}
