//! What events change about an agent.

use crate::{
    agent::{Agent, Intent, Presence, Reachability, SILENT_FOR},
    desk::Desk,
    id::{AgentId, RequestId},
    reminder::Digest,
    response::Hearing,
    serving::Serving,
    time::{Span, Timestamp},
};

/// An agent who is with a customer and answers on no device is missed after this long, counted from when a
/// device was last heard.
const GRACE: Span = Span::seconds(60);
/// What is left of it when the silence is noticed.
const LEFT: Span = Span(GRACE.0 - SILENT_FOR.0);

impl Desk {
    pub(super) fn sign_in(&mut self, agent: AgentId, at: Timestamp) {
        let owed = self
            .agent(agent)
            .map(|agent| self.owed_on_arrival(agent, at))
            .unwrap_or_default();
        self.change_agent(agent, |agent| {
            agent.presence = Presence::SignedIn(Intent::Available);
            agent.hearing = Hearing::default();
            agent.digest = owed;
            agent.quiet_until = agent.next_quiet_end(at);
        });
    }

    pub(super) fn take(&mut self, agent: AgentId, request: RequestId) {
        if let Some(channel) = self.live.get(&request).map(|request| request.channel) {
            self.change_agent(agent, |agent| agent.serving.take(request, channel));
        }
    }

    pub(super) fn release(&mut self, agent: AgentId, request: RequestId) {
        self.change_agent(agent, |agent| {
            agent.serving.release(request);
            if agent.serving == Serving::Nobody {
                agent.missed_at = None;
            }
        });
    }
}

impl Agent {
    pub(super) fn sign_out(&mut self) {
        self.presence = Presence::SignedOut;
        // The devices that answered until now are not theirs any more.
        self.reachability = Reachability::Unreachable;
        self.missed_at = None;
        self.digest = Digest::Settled;
        self.quiet_until = None;
    }

    pub(super) fn is_reached(&mut self, reachability: Reachability, at: Timestamp) {
        self.reachability = reachability;
        self.missed_at = match reachability {
            Reachability::Reachable => None,
            Reachability::Unreachable => (self.serving != Serving::Nobody).then_some(at + LEFT),
        };
        if reachability == Reachability::Reachable {
            self.hearing = Hearing::default();
        }
    }
}
