//! What a change of the clock means for what runs.
//!
//! Deadlines are kept as times, so that a restart finds them again. When somebody sets the clock, a
//! time that means *so much longer* has to move with it, and one that means *at that time of day* must
//! not: a call that rings for 20 s rings for 20 s, and one that is planned for 15:00 rings at 15:00.

use super::Desk;
use crate::{
    decide::gives_way_to_call_back,
    offer::{Offer, OfferState},
    reminder::Digest,
    request::{Request, State},
    time::Step,
};

impl Desk {
    /// Whether anything has been going on since some moment, or goes on until another.
    pub fn has_something_running(&self) -> bool {
        self.live_requests().any(is_running)
            || self.agents().any(|agent| agent.digest != Digest::Settled)
    }

    pub(super) fn step_clock(&mut self, by: Step) {
        let running: Vec<Request> = self
            .live_requests()
            .filter(|it| is_running(it))
            .cloned()
            .collect();
        for request in running {
            self.put_request(stepped(request, by));
        }
        for offer in self.offers.values_mut() {
            if offer.state == OfferState::Pending {
                step_offer(offer, by);
            }
        }
        for agent in self.agents.values_mut() {
            if let Digest::Owed { until } = &mut agent.digest {
                *until = *until + by;
            }
        }
    }
}

/// What is only planned has no deadline but a time of day.
fn is_running(request: &Request) -> bool {
    !matches!(request.state, State::Scheduled { .. }) && !request.state.has_ended()
}

fn step_offer(offer: &mut Offer, by: Step) {
    offer.made_at = offer.made_at + by;
    offer.deadline = offer.deadline + by;
}

fn stepped(mut request: Request, by: Step) -> Request {
    // The next attempt of a call-back has a time of day, inside opening hours.
    let has_time_of_day = gives_way_to_call_back(&request);
    request.owner_until = request.owner_until.map(|until| until + by);
    for until in request.put_off.values_mut() {
        *until = *until + by;
    }
    match &mut request.state {
        State::Waiting { since } | State::Connecting { since, .. } => *since = *since + by,
        State::Offered {
            since, deadline, ..
        } => {
            *since = *since + by;
            *deadline = *deadline + by;
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
            if !has_time_of_day {
                *rings_again_at = rings_again_at.map(|at| at + by);
            }
        }
        State::Scheduled { .. }
        | State::Closed { .. }
        | State::Abandoned { .. }
        | State::Expired { .. }
        | State::Cancelled { .. } => {}
    }
    request
}
