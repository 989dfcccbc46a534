//! What follows from an event by the desk's own rules: offers made, joined, left and withdrawn.
//!
//! A pure function of the desk after the event. [`execute`] runs it until nothing follows any more;
//! every chain ends, because an offer is only made for a request that waits and each step either
//! makes one or ends one.

use std::collections::BTreeMap;

use crate::{
    agent::{Agent, Occupied},
    call_back::{self, Chooser},
    command::Command,
    decide::{Moment, decide},
    desk::Desk,
    distribution,
    event::{Actor, Event, Recorded},
    id::{AgentId, RequestId, TeamId},
    notification::{self, Decision, Decisions, Suppression},
    offer::{Leaving, Offer, OfferState, Withdrawal},
    rejection::Rejection,
    request::{Channel, Kind, Outcome, Request, State},
    team::Team,
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
        Event::OfferMade { request, only, .. } => desk.request(*request).is_some_and(|request| {
            matches!(request.state, State::Waiting { .. })
                || only.is_some() && matches!(request.state, State::TimedOut { .. })
        }),
        Event::NotificationsDecided { request, .. } => waiting(desk, *request).is_some(),
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
        Event::RequestDue { request, .. }
        | Event::RequestRoused { request, .. }
        | Event::OwnerTimeOver { request, .. } => arrive(desk, *request, moment),
        Event::RequestBack { request, agent } => {
            remind(desk, *request, *agent, moment).into_iter().collect()
        }
        Event::RequestAbandoned {
            request,
            call_back_at,
            ..
        } => owed_call(desk, *request, *call_back_at, moment)
            .into_iter()
            .collect(),
        Event::CallsForbidden { phone } => drop_call_backs(desk, phone),
        Event::RequestHandedBack { request, agent, .. } => {
            let mut events = arrive(desk, *request, moment);
            events.extend(availability_changed(desk, *agent, moment));
            events
        }
        Event::OfferTimedOut { request, .. } | Event::OfferWithdrawn { request, .. } => {
            offer_again(desk, *request, moment)
        }
        // Who put it off has it out of the way for now: it is not theirs to end.
        Event::OfferLeft { offer, why, .. } if *why != Leaving::PutOff => desk
            .offer(*offer)
            .map_or_else(Vec::new, |offer| withdraw_if_alone(desk, offer)),
        Event::HoursSet { team, .. } => hours_changed(desk, *team, moment),
        Event::RuleSet { team, .. } => rule_changed(desk, *team, moment),
        Event::AgentSignedIn { agent }
        | Event::IntentChanged { agent, .. }
        | Event::ReachabilityChanged { agent, .. } => availability_changed(desk, *agent, moment),
        Event::RequestClosed {
            request,
            agent,
            outcome,
            ..
        } => {
            let mut events = availability_changed(desk, *agent, moment);
            if *outcome == Outcome::CustomerNoAnswer {
                events.extend(owed_call(desk, *request, None, moment));
            }
            events
        }
        Event::AgentAdded { agent } => hired(desk, agent, moment.now),
        Event::AgentSignedOut { agent } => became_occupied(desk, *agent),
        Event::RequestConnected { agent, .. } => became_occupied(desk, agent.id),
        Event::DeskOpened { .. }
        | Event::TeamAdded { .. }
        | Event::PreferencesChanged { .. }
        | Event::RequestRescheduled { .. }
        | Event::RequestRests { .. }
        | Event::RequestPutOff { .. }
        | Event::CallsAllowed { .. }
        | Event::OfferMade { .. }
        | Event::OfferLeft { .. }
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

/// Nobody is asked while the team is closed. A caller who left a number is called back when it opens.
fn rest(desk: &Desk, team: &Team, request: &Request, now: Timestamp) -> Vec<Event> {
    if request.kind == Kind::InboundCall
        && !desk.is_forbidden(&request.customer)
        && let Some((_, at)) = call_back::next_attempt(team, request, now)
    {
        return vec![Event::RequestAbandoned {
            request: request.id,
            team: team.id,
            call_back_at: Some(at),
        }];
    }
    decided(desk, request, now)
        .into_iter()
        .chain(rests(team, request, now))
        .collect()
}

fn rests(team: &Team, request: &Request, now: Timestamp) -> Option<Event> {
    Some(Event::RequestRests {
        request: request.id,
        team: team.id,
        until: team.hours.as_ref()?.open_from(now)?,
    })
}

/// What was promised for an hour rings at that hour; the rest keeps the team's opening hours.
fn keeps_hours(kind: Kind) -> bool {
    match kind {
        Kind::NewRequest | Kind::InboundCall | Kind::InboundChat => true,
        Kind::ScheduledByAgent | Kind::ScheduledByCustomer | Kind::CallMeBack => false,
    }
}

/// The call that the desk owes a customer who could not be reached, or could reach nobody. `at`: when
/// it was planned already.
fn owed_call(
    desk: &Desk,
    id: RequestId,
    at: Option<Timestamp>,
    moment: &mut Moment,
) -> Option<Event> {
    let missed = desk.request(id)?;
    if missed.channel != Channel::Voice || desk.is_forbidden(&missed.customer) {
        return None;
    }
    let team = desk.team(missed.team)?;
    let (call_back, usual) = call_back::next_attempt(team, missed, moment.now)?;
    let due_at = at.unwrap_or(usual);
    Some(Event::RequestReceived {
        request: Box::new(Request {
            id: moment.ids.mint(),
            kind: Kind::CallMeBack,
            channel: Channel::Voice,
            customer: missed.customer.clone(),
            team: missed.team,
            message: missed.message.clone(),
            owner: None,
            priority: missed.priority,
            scheduled_at: Some(due_at),
            created_at: moment.now,
            missed_rings: 0,
            call_back: Some(call_back),
            owner_until: None,
            rests_until: None,
            put_off: BTreeMap::new(),
            state: State::Scheduled { due_at },
        }),
    })
}

/// Calls that the desk planned by itself and has not begun.
fn drop_call_backs(desk: &Desk, phone: &str) -> Vec<Event> {
    desk.live_requests()
        .filter(|request| request.customer.phone.as_deref() == Some(phone))
        .filter(|request| {
            request
                .call_back
                .as_ref()
                .is_some_and(|known| known.time_chosen_by == Chooser::Desk)
        })
        .flat_map(|request| {
            let (id, team) = (request.id, request.team);
            let cancelled = Event::RequestCancelled { request: id, team };
            match &request.state {
                State::Scheduled { .. } | State::Waiting { .. } | State::TimedOut { .. } => {
                    vec![cancelled]
                }
                State::Offered { offer, since, .. } => vec![
                    Event::OfferWithdrawn {
                        offer: *offer,
                        request: id,
                        team,
                        since: *since,
                        why: Withdrawal::Cancelled,
                    },
                    cancelled,
                ],
                _ => vec![],
            }
        })
        .collect()
}

fn offer_again(desk: &Desk, id: RequestId, moment: &mut Moment) -> Vec<Event> {
    waiting(desk, id)
        .and_then(|request| make_offer(desk, request, moment))
        .into_iter()
        .collect()
}

/// Who chose *Later* sees it ring again: what rings for the team, they join; what does not, rings
/// for them alone.
fn remind(desk: &Desk, id: RequestId, agent: AgentId, moment: &mut Moment) -> Option<Event> {
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
fn make_offer(desk: &Desk, request: &Request, moment: &mut Moment) -> Option<Event> {
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
        distribution::can_ring(team, agent) && !request.put_off.contains_key(&agent.id)
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
fn decided(desk: &Desk, request: &Request, now: Timestamp) -> Vec<Event> {
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

fn decide_about(team: &Team, agent: &Agent, request: &Request, now: Timestamp) -> Decision {
    let decision = notification::decide(team, agent, request.kind, now);
    let asked = agent.is_free() && team.rule.is_some();
    if asked && request.put_off.contains_key(&agent.id) {
        Decision::Suppress(Suppression::PutOff)
    } else {
        decision
    }
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
            State::Offered { offer, .. } => {
                join(desk, agent, request, desk.offer(*offer)?, moment.now)
            }
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

fn join(
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
        || !distribution::can_ring(team, agent)
    {
        return None;
    }
    let sent_before = matches!(
        offer.decisions.about(agent.id),
        Some(Decision::Notify | Decision::Suppress(Suppression::AlreadySent))
    );
    // Whatever the agent has switched since: a decision that forgets that it was sent would send it
    // again after the next switch.
    let decision = match notification::decide(team, agent, request.kind, now) {
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
fn hired(desk: &Desk, agent: &Agent, now: Timestamp) -> Vec<Event> {
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

/// What waits because the team was closed is looked at anew. What rings goes on.
fn hours_changed(desk: &Desk, id: TeamId, moment: &mut Moment) -> Vec<Event> {
    let Some(team) = desk.team(id) else {
        return vec![];
    };
    let is_open = team.is_open(moment.now);
    desk.live_requests()
        .filter(|request| request.team == id && matches!(request.state, State::Waiting { .. }))
        .filter(|request| keeps_hours(request.kind))
        .filter_map(|request| match request.rests_until {
            Some(_) if is_open => Some(Event::RequestRoused {
                request: request.id,
                team: id,
            }),
            None if is_open => make_offer(desk, request, moment),
            // Said again when it is as before, which changes nothing.
            _ => rests(team, request, moment.now),
        })
        .collect()
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
