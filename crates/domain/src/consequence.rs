//! What follows from an event by the desk's own rules: offers made, joined, left and withdrawn.
//!
//! A pure function of the desk after the event. [`execute`] runs it until nothing follows any more;
//! every chain ends, because an offer is only made for a request that waits and each step either
//! makes one or ends one.

mod availability;
mod call_backs;
mod hours;
mod offers;

use self::{
    availability::{
        availability_changed, became_occupied, capacity_changed, hired, withdraw_if_alone,
    },
    call_backs::{drop_call_backs, owed_call},
    hours::hours_changed,
    offers::{arrive, make_offer, offer_again, remind, waiting},
};
use crate::{
    command::Command,
    decide::{Moment, decide},
    desk::Desk,
    event::{Actor, AfterTimeout, Event, Recorded},
    id::TeamId,
    offer::{Leaving, OfferState, Withdrawal},
    rejection::Rejection,
    reminder::{self, Digest},
    request::{Outcome, State},
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
        Event::DigestGiven { agent, .. } => desk
            .agent(*agent)
            .is_some_and(|agent| agent.digest != Digest::Settled),
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
        Event::OfferTimedOut {
            request,
            then: AfterTimeout::TimedOut { .. },
            ..
        } => reminder::missed(desk, *request, None, moment.now)
            .into_iter()
            .collect(),
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
        Event::RequestConnected { request, agent, .. } => {
            let mut events = became_occupied(desk, agent.id);
            events.extend(reminder::missed(desk, *request, Some(agent), moment.now));
            events
        }
        Event::QuietHoursOver { agent } => reminder::digest(desk, *agent, moment.now)
            .into_iter()
            .collect(),
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
        | Event::CallAhead { .. }
        | Event::DigestGiven { .. }
        | Event::RequestMissed { .. }
        | Event::SessionBridged { .. }
        | Event::SessionEnded { .. }
        | Event::WrapUpExtended { .. }
        | Event::RequestCancelled { .. }
        | Event::RequestExpired { .. }
        | Event::ClockStepped { .. } => vec![],
    }
}

fn rule_changed(desk: &Desk, id: TeamId, moment: &mut Moment) -> Vec<Event> {
    let Some(team) = desk.team(id) else {
        return vec![];
    };
    let in_team = desk.live_requests().filter(|request| request.team == id);
    if team.rule.is_some() {
        in_team
            .flat_map(|request| match &request.state {
                State::Waiting { .. } => make_offer(desk, request, moment).into_iter().collect(),
                State::Offered { offer, .. } => desk.offer(*offer).map_or_else(Vec::new, |offer| {
                    capacity_changed(desk, request, offer, moment.now)
                }),
                _ => vec![],
            })
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
