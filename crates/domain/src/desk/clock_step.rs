//! What a change of the clock means for what runs.
//!
//! Deadlines are kept as times, so that a restart finds them again. When somebody sets the clock, a
//! time that means *so much longer* has to move with it, and one that means *at that time of day* must
//! not: a call that rings for 20 s rings for 20 s, and one that is planned for 15:00 rings at 15:00.

use super::Desk;
use crate::{
    agent::Agent,
    offer::{Offer, OfferState},
    reminder::Digest,
    request::{Request, Ring, State, WaitsFor},
    response::Hearing,
    ring_hours::rings_from,
    time::{Span, Step, Timestamp},
};

impl Desk {
    /// Whether anything has been going on since some moment, or goes on until another.
    pub fn has_something_running(&self) -> bool {
        self.live_requests().any(Request::is_running)
            || self.agents().any(Agent::has_something_running)
    }

    pub(super) fn step_clock(&mut self, by: Step) {
        let running: Vec<Request> = self
            .live_requests()
            .filter(|request| request.is_running())
            .cloned()
            .collect();
        for request in running {
            let at_opening = self.rings_again_at_an_opening(&request);
            self.put_request(stepped(request, at_opening, by));
        }
        for offer in self.offers.values_mut() {
            if offer.state == OfferState::Pending {
                step_offer(offer, by);
            }
        }
        let waited_for: Vec<_> = self
            .agents()
            .filter(|agent| agent.has_something_running())
            .map(|agent| agent.id)
            .collect();
        for agent in waited_for {
            self.change_agent(agent, |agent| step_agent(agent, by));
        }
    }
}

impl Desk {
    /// Whether it is the hours that make it ring again then, and not a pause that is over.
    fn rings_again_at_an_opening(&self, request: &Request) -> bool {
        let (Some(team), Some(at)) = (self.team(request.team), request.rings_again_at()) else {
            return false;
        };
        rings_from(team, request, at - Span::seconds(1)) == Some(at)
    }
}

impl Request {
    /// What is only planned has no deadline but a time of day.
    pub fn is_running(&self) -> bool {
        !matches!(self.state, State::Scheduled { .. }) && !self.state.has_ended()
    }
}

impl Agent {
    /// Beside quiet hours, which go by the clock on the wall.
    pub fn has_something_running(&self) -> bool {
        self.digest != Digest::Settled || self.hearing.is_deaf() || self.missed_at.is_some()
    }
}

fn step_agent(agent: &mut Agent, by: Step) {
    if let Digest::Owed { until } = &mut agent.digest {
        *until = *until + by;
    }
    if let Hearing::Deaf { until, .. } = &mut agent.hearing {
        *until = *until + by;
    }
    agent.missed_at = agent.missed_at.map(|at| at + by);
}

fn step_offer(offer: &mut Offer, by: Step) {
    offer.made_at = offer.made_at + by;
    offer.deadline = offer.deadline + by;
}

/// The next attempt of a call-back, and when a team opens, are times of day.
fn stepped(mut request: Request, at_opening: bool, by: Step) -> Request {
    let ring_again = |at: &mut Option<Timestamp>| {
        if !at_opening {
            *at = at.map(|at| at + by);
        }
    };
    for until in request.put_off.values_mut() {
        *until = *until + by;
    }
    match &mut request.state {
        State::Waiting { since, waits_for } => {
            *since = *since + by;
            if let WaitsFor::Owner { until } = waits_for {
                *until = *until + by;
            }
        }
        State::Connecting { since, .. } => *since = *since + by,
        State::Offered {
            since,
            deadline,
            ring,
            ..
        } => {
            *since = *since + by;
            *deadline = *deadline + by;
            if let Ring::Latecomers { rings_again_at } = ring {
                ring_again(rings_again_at);
            }
        }
        State::InSession { bridged_at, .. } => *bridged_at = *bridged_at + by,
        State::WrapUp {
            bridged_at,
            ended_at,
            closes_at,
            ..
        } => {
            *bridged_at = bridged_at.map(|at| at + by);
            *ended_at = *ended_at + by;
            *closes_at = *closes_at + by;
        }
        State::TimedOut {
            since,
            rings_again_at,
        } => {
            *since = *since + by;
            ring_again(rings_again_at);
        }
        State::Scheduled { .. }
        | State::Closed { .. }
        | State::Abandoned { .. }
        | State::Expired { .. }
        | State::Cancelled { .. } => {}
    }
    request
}
