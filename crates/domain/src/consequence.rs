//! What follows from an event by the desk's own rules: offers made, joined, left and withdrawn.
//!
//! A pure function of the desk after the event. [`execute`] runs it until nothing follows any more;
//! every chain ends, because an offer is only made for a request that waits and each step either
//! makes one or ends one.

use crate::{
    agent::{Agent, Occupied},
    command::Command,
    decide::{Moment, decide},
    desk::Desk,
    distribution,
    event::{Actor, Event, Recorded},
    id::{AgentId, RequestId, TeamId},
    notification::{self, Decision, Suppression},
    offer::{Leaving, Offer, OfferState, Withdrawal},
    rejection::Rejection,
    request::{Request, State},
    time::Timestamp,
};

/// Decides a command, applies what it causes and what follows from that, and returns it all in
/// order. A refused command leaves the desk as it was.
///
/// # Errors
/// The reason why the desk refuses.
pub fn execute(
    desk: &mut Desk,
    actor: Actor,
    command: &Command,
    moment: &mut Moment,
) -> Result<Vec<Recorded>, Rejection> {
    let mut round = decide(desk, command, moment.now)?;
    let mut actor = actor;
    let mut happened = Vec::with_capacity(round.len());
    while !round.is_empty() {
        let begun = happened.len();
        for event in round {
            if !still_follows(desk, &event) {
                continue;
            }
            let recorded = Recorded {
                seq: desk.seq() + 1,
                at: moment.now,
                actor,
                event,
            };
            desk.apply(&recorded);
            happened.push(recorded);
        }
        round = happened[begun..]
            .iter()
            .flat_map(|recorded| consequences(desk, &recorded.event, moment))
            .collect();
        actor = Actor::Desk;
    }
    Ok(happened)
}

/// Two causes of one round may have the same consequence, or one may make another's moot: the
/// second to come is dropped.
fn still_follows(desk: &Desk, event: &Event) -> bool {
    match event {
        Event::OfferMade { request, .. } | Event::NotificationsDecided { request, .. } => {
            waiting(desk, *request).is_some()
        }
        Event::OfferJoined {
            offer,
            agent,
            decision,
            ..
        } => desk.offer(*offer).is_some_and(|offer| {
            offer.state == OfferState::Pending && offer.rings_for(*agent) != decision.rings()
        }),
        Event::OfferLeft { offer, agent, .. } => desk
            .offer(*offer)
            .is_some_and(|offer| offer.rings_for(*agent)),
        Event::OfferWithdrawn { offer, .. } | Event::OfferTimedOut { offer, .. } => desk
            .offer(*offer)
            .is_some_and(|offer| offer.state == OfferState::Pending),
        _ => true,
    }
}

/// What follows from `event` on a desk that it has just been applied to.
pub fn consequences(desk: &Desk, event: &Event, moment: &mut Moment) -> Vec<Event> {
    match event {
        Event::RequestReceived { request } => arrive(desk, request.id, moment),
        Event::RequestDue { request, .. } => arrive(desk, *request, moment),
        Event::RequestHandedBack { request, agent, .. } => {
            let mut events = arrive(desk, *request, moment);
            events.extend(availability_changed(desk, *agent, moment));
            events
        }
        Event::OfferTimedOut { request, .. } | Event::OfferWithdrawn { request, .. } => {
            offer_again(desk, *request, moment)
        }
        Event::OfferLeft { offer, .. } => desk
            .offer(*offer)
            .map_or_else(Vec::new, |offer| withdraw_if_alone(desk, offer)),
        Event::RuleSet { team, .. } => rule_changed(desk, *team, moment),
        Event::AgentSignedIn { agent }
        | Event::IntentChanged { agent, .. }
        | Event::ReachabilityChanged { agent, .. }
        | Event::RequestClosed { agent, .. } => availability_changed(desk, *agent, moment),
        Event::AgentAdded { agent } => hired(desk, agent),
        Event::AgentSignedOut { agent } => became_occupied(desk, *agent),
        Event::RequestConnected { agent, .. } => became_occupied(desk, agent.id),
        Event::DeskOpened { .. }
        | Event::TeamAdded { .. }
        | Event::PreferencesChanged { .. }
        | Event::RequestRescheduled { .. }
        | Event::OfferMade { .. }
        | Event::OfferJoined { .. }
        | Event::NotificationsDecided { .. }
        | Event::NotificationReported { .. }
        | Event::SessionBridged { .. }
        | Event::SessionEnded { .. }
        | Event::WrapUpExtended { .. }
        | Event::RequestCancelled { .. }
        | Event::RequestExpired { .. } => vec![],
    }
}

/// A request begins to wait: it is offered, or the trace says for each agent why not.
fn arrive(desk: &Desk, id: RequestId, moment: &mut Moment) -> Vec<Event> {
    let Some(request) = waiting(desk, id).filter(|request| lives(request, moment.now)) else {
        return vec![];
    };
    match make_offer(desk, request, moment) {
        Some(offer) => vec![offer],
        None => decisions_about(desk, request)
            .map(|decisions| Event::NotificationsDecided {
                request: id,
                team: request.team,
                decisions,
            })
            .into_iter()
            .collect(),
    }
}

fn offer_again(desk: &Desk, id: RequestId, moment: &mut Moment) -> Vec<Event> {
    waiting(desk, id)
        .and_then(|request| make_offer(desk, request, moment))
        .into_iter()
        .collect()
}

fn make_offer(desk: &Desk, request: &Request, moment: &mut Moment) -> Option<Event> {
    let team = desk.team(request.team)?;
    let rule = team.rule?;
    if !lives(request, moment.now) || !distribution::somebody_can_ring(desk, team) {
        return None;
    }
    Some(Event::OfferMade {
        offer: moment.ids.mint(),
        request: request.id,
        team: team.id,
        since: request.waiting_since()?,
        deadline: moment.now + rule.ring_time,
        decisions: decisions_about(desk, request)?,
    })
}

/// `None` for a team without members: there is nobody to decide about.
fn decisions_about(desk: &Desk, request: &Request) -> Option<notification::Decisions> {
    let team = desk.team(request.team)?;
    let mut members = desk.members(team.id).peekable();
    members.peek()?;
    Some(
        members
            .map(|agent| (agent.id, notification::decide(team, agent, request.kind)))
            .collect(),
    )
}

fn availability_changed(desk: &Desk, agent: AgentId, moment: &mut Moment) -> Vec<Event> {
    match desk.agent(agent) {
        Some(known) if known.is_free() => became_free(desk, agent, moment),
        Some(_) => became_occupied(desk, agent),
        None => vec![],
    }
}

/// A free agent joins what rings in their teams, and what waits there is offered.
fn became_free(desk: &Desk, agent: AgentId, moment: &mut Moment) -> Vec<Event> {
    let Some(agent) = desk.agent(agent) else {
        return vec![];
    };
    desk.live_requests()
        .filter(|request| agent.teams.contains(&request.team))
        .filter_map(|request| match &request.state {
            State::Offered { offer, .. } => join(desk, agent, request, desk.offer(*offer)?),
            State::Waiting { .. } => {
                let team = desk.team(request.team)?;
                distribution::can_ring(team, agent)
                    .then(|| make_offer(desk, request, moment))
                    .flatten()
            }
            _ => None,
        })
        .collect()
}

fn join(desk: &Desk, agent: &Agent, request: &Request, offer: &Offer) -> Option<Event> {
    let team = desk.team(request.team)?;
    if offer.rings_for(agent.id) || !distribution::can_ring(team, agent) {
        return None;
    }
    let sent_before = matches!(
        offer.decisions.about(agent.id),
        Some(Decision::Notify | Decision::Suppress(Suppression::AlreadySent))
    );
    // Whatever the agent has switched since: a decision that forgets that it was sent would send it
    // again after the next switch.
    let decision = match notification::decide(team, agent, request.kind) {
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
fn hired(desk: &Desk, agent: &Agent) -> Vec<Event> {
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
            let team = desk.team(request.team)?;
            Some(Event::OfferJoined {
                offer: *offer,
                request: request.id,
                team: team.id,
                since: *since,
                deadline: *deadline,
                agent: agent.id,
                decision: notification::decide(team, agent, request.kind),
            })
        })
        .collect()
}

fn became_occupied(desk: &Desk, agent: AgentId) -> Vec<Event> {
    let Some(agent) = desk.agent(agent) else {
        return vec![];
    };
    let Some(occupied) = agent.occupied() else {
        return vec![];
    };
    let why = match occupied {
        Occupied::Busy => Leaving::AgentBusy,
        Occupied::Away => Leaving::AgentAway,
        Occupied::SignedOut => Leaving::SignedOut,
    };
    pending_offers(desk)
        .filter(|offer| agent.teams.contains(&offer.team) && offer.rings_for(agent.id))
        .map(|offer| Event::OfferLeft {
            offer: offer.id,
            request: offer.request,
            agent: agent.id,
            why,
        })
        .collect()
}

fn withdraw_if_alone(desk: &Desk, offer: &Offer) -> Vec<Event> {
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

fn rule_changed(desk: &Desk, id: TeamId, moment: &mut Moment) -> Vec<Event> {
    let Some(team) = desk.team(id) else {
        return vec![];
    };
    let in_team = desk.live_requests().filter(|request| request.team == id);
    if team.rule.is_some() {
        in_team
            .filter(|request| matches!(request.state, State::Waiting { .. }))
            .filter_map(|request| make_offer(desk, request, moment))
            .collect()
    } else {
        in_team
            .filter_map(|request| match &request.state {
                State::Offered { offer, since, .. } => Some(Event::OfferWithdrawn {
                    offer: *offer,
                    request: request.id,
                    team: id,
                    since: *since,
                    why: Withdrawal::RuleRemoved,
                }),
                _ => None,
            })
            .collect()
    }
}

fn pending_offers(desk: &Desk) -> impl Iterator<Item = &Offer> {
    desk.live_requests()
        .filter_map(|request| match &request.state {
            State::Offered { offer, .. } => desk.offer(*offer),
            _ => None,
        })
}

/// Without this end, an offer that no device ever receives would be made again for ever.
fn lives(request: &Request, now: Timestamp) -> bool {
    request.lives_until().is_some_and(|end| now < end)
}

fn waiting(desk: &Desk, id: RequestId) -> Option<&Request> {
    desk.request(id)
        .filter(|request| matches!(request.state, State::Waiting { .. }))
}
