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
        agent_missed, availability_changed, became_occupied, hired, owner_left, stopped_responding,
        withdraw_if_alone,
    },
    call_backs::{drop_unasked_calls, owed_call},
    hours::{hours_changed, rule_changed},
    offers::{arrive, ask, waiting},
};
use crate::{
    command::Command,
    decide::{Moment, decide},
    desk::Desk,
    event::{Actor, AfterTimeout, Event, Recorded},
    id::{AgentId, RequestId},
    offer::{OfferState, Withdrawal},
    rejection::Rejection,
    reminder::Digest,
    reminding,
    request::{Outcome, State},
    response::Responding,
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
    let mut ticked = 0;
    while !round.is_empty() {
        let begun = happened.len();
        for event in round {
            if !still_follows(desk, &event) {
                continue;
            }
            for event in before(desk, &event).into_iter().chain([event]) {
                let recorded = Recorded {
                    seq: desk.seq() + 1,
                    at: moment.now,
                    actor,
                    event,
                };
                desk.apply(&recorded);
                happened.push(recorded);
            }
        }
        round = happened[begun..]
            .iter()
            .flat_map(|recorded| consequences(desk, &recorded.event, moment))
            .collect();
        actor = Actor::Desk;
        // What one timer causes may be due itself: a tick leaves nothing due.
        if round.is_empty() && matches!(command, Command::Tick) && happened.len() > ticked {
            ticked = happened.len();
            round = decide(desk, command, moment.now)?;
        }
    }
    Ok(happened)
}

/// Two causes of one round may have the same consequence, or one may make another's moot: the
/// second to come is dropped.
fn still_follows(desk: &Desk, event: &Event) -> bool {
    match event {
        Event::OfferMade { request, .. } => desk.request(*request).is_some_and(|request| {
            matches!(
                request.state,
                State::Waiting { .. } | State::TimedOut { .. }
            )
        }),
        Event::AgentStoppedResponding { agent } => desk
            .agent(*agent)
            .is_some_and(|agent| agent.responding == Responding::NoLonger),
        // The customer they were missed for may be gone by now.
        Event::AgentMissed { agent, .. } => desk
            .agent(*agent)
            .is_some_and(|agent| agent.missed_at.is_some()),
        Event::OwnerTimeOver { request, .. } => desk
            .request(*request)
            .is_some_and(|request| request.kept_for().is_some()),
        Event::RequestRests { request, .. } | Event::NotificationsDecided { request, .. } => {
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
        Event::DigestGiven { agent, .. } => desk
            .agent(*agent)
            .is_some_and(|agent| agent.digest != Digest::Settled),
        _ => true,
    }
}

/// A request that is cancelled takes its offer with it, even one that was made in the same round.
fn before(desk: &Desk, event: &Event) -> Option<Event> {
    match event {
        Event::RequestCancelled { request, .. } => {
            Event::withdrawal(desk.request(*request)?, Withdrawal::Cancelled)
        }
        _ => None,
    }
}

/// What follows from `event` on a desk that it has just been applied to.
#[expect(
    clippy::too_many_lines,
    reason = "one arm an event, each a few lines: the table reads best in one piece"
)]
pub fn consequences(desk: &Desk, event: &Event, moment: &mut Moment) -> Vec<Event> {
    match event {
        Event::RequestReceived { request } => arrive(desk, request.id, moment),
        Event::RequestDue { request, .. }
        | Event::RequestRoused { request, .. }
        | Event::OwnerTimeOver { request, .. } => arrive(desk, *request, moment),
        Event::RequestBack { request, agent } => unmuted(desk, *request, *agent, moment)
            .into_iter()
            .collect(),
        Event::RequestAbandoned {
            request,
            call_back_at,
            ..
        } => owed_call(desk, *request, *call_back_at, moment)
            .into_iter()
            .collect(),
        Event::CallsForbidden { phone } => drop_unasked_calls(desk, phone),
        Event::RequestHandedBack { request, agent, .. } => {
            let mut events = arrive(desk, *request, moment);
            events.extend(availability_changed(desk, *agent, moment));
            events
        }
        Event::OfferTimedOut {
            offer,
            request,
            then,
            ..
        } => {
            let mut events = stopped_responding(desk, *offer);
            match then {
                AfterTimeout::TimedOut { .. } => {
                    events.extend(reminding::missed(desk, *request, None, moment.now));
                    // Whoever joined in its last moment is asked now.
                    let anew = desk
                        .offer(*offer)
                        .filter(|offer| offer.has_just_begun(moment.now))
                        .and_then(|_| desk.request(*request))
                        .and_then(|request| offers::offer(desk, request, moment));
                    events.extend(anew);
                }
                AfterTimeout::Waiting | AfterTimeout::AskTeam => {
                    events.extend(arrive(desk, *request, moment));
                }
            }
            events
        }
        Event::OfferWithdrawn { request, .. } => desk
            .request(*request)
            .and_then(|request| offers::offer(desk, request, moment))
            .into_iter()
            .collect(),
        Event::OfferLeft { offer, .. } => desk
            .offer(*offer)
            .map_or_else(Vec::new, |offer| withdraw_if_alone(desk, offer)),
        Event::HoursSet { team, .. } => hours_changed(desk, *team, moment),
        // Where it was night it may be day.
        Event::ClockStepped { .. } => desk
            .teams()
            .flat_map(|team| hours_changed(desk, team.id, moment))
            .collect(),
        Event::RuleSet { team, .. } => rule_changed(desk, *team, moment),
        Event::AgentSignedIn { agent }
        | Event::IntentChanged { agent, .. }
        | Event::AgentResponded { agent }
        | Event::AgentHears { agent }
        | Event::AgentTriedAgain { agent }
        | Event::ReachabilityChanged { agent, .. } => availability_changed(desk, *agent, moment),
        Event::AgentMissed { agent, requests } => agent_missed(desk, *agent, requests, moment.now),
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
        Event::AgentSignedOut { agent } | Event::AgentStoppedResponding { agent } => {
            let mut events = owner_left(desk, *agent);
            events.extend(became_occupied(desk, *agent));
            events
        }
        Event::RequestConnected { request, agent, .. } => {
            let mut events = became_occupied(desk, agent.id);
            events.extend(reminding::missed(desk, *request, Some(agent), moment.now));
            events
        }
        Event::QuietHoursOver { agent } => reminding::digest(desk, *agent, moment.now)
            .into_iter()
            .collect(),
        Event::DeskOpened { .. }
        | Event::TeamAdded { .. }
        | Event::AgentDisabled { .. }
        | Event::AgentEnabled { .. }
        | Event::PasswordChanged { .. }
        | Event::KeyRevoked { .. }
        | Event::PreferencesChanged { .. }
        | Event::RequestRescheduled { .. }
        | Event::RequestRests { .. }
        | Event::RingPlanned { .. }
        | Event::RequestStays { .. }
        | Event::SupervisorTold { .. }
        | Event::RequestPutOff { .. }
        | Event::CallsAllowed { .. }
        | Event::OfferMade { .. }
        | Event::OfferJoined { .. }
        | Event::NotificationsDecided { .. }
        | Event::NotificationReported { .. }
        | Event::CallAhead { .. }
        | Event::DigestGiven { .. }
        | Event::RequestMissed { .. }
        | Event::SessionBridged { .. }
        | Event::SessionNoted { .. }
        | Event::SessionEnded { .. }
        | Event::WrapUpExtended { .. }
        | Event::NoteLeft { .. }
        | Event::OutcomeFiled { .. }
        | Event::RequestCancelled { .. }
        | Event::RequestExpired { .. } => vec![],
    }
}

/// It leaves the agent alone no longer: whatever it would be to them now, it is.
fn unmuted(desk: &Desk, id: RequestId, agent: AgentId, moment: &mut Moment) -> Option<Event> {
    ask(desk, desk.agent(agent)?, desk.request(id)?, moment)
}
