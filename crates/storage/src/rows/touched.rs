//! Which rows of the state tables an event touches.

use std::collections::BTreeSet;

use domain::{
    desk::Desk,
    event::{Event, Recorded},
    id::{AgentId, OfferId, RequestId, TeamId},
    offer::OfferState,
};

/// Things whose rows must be written again. A batch writes each once, as it stands at the end.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    pub teams: BTreeSet<TeamId>,
    pub agents: BTreeSet<AgentId>,
    pub requests: BTreeSet<RequestId>,
    pub offers: BTreeSet<OfferId>,
}

impl Touched {
    /// `after`: the desk that the events have been applied to.
    pub fn by(recorded: &[Recorded], after: &Desk) -> Self {
        let mut touched = Self::default();
        for Recorded { event, .. } in recorded {
            touched.add(event, after);
        }
        touched
    }

    fn add(&mut self, event: &Event, after: &Desk) {
        match event {
            // What a later event of the batch has touched is here already, or comes.
            Event::ClockStepped { .. } => {
                let running = after.live_requests().filter(|it| it.is_running());
                self.requests.extend(running.map(|request| request.id));
                let ringing = after.offers().filter(|it| it.state == OfferState::Pending);
                self.offers.extend(ringing.map(|offer| offer.id));
                let waited_for = after.agents().filter(|it| it.has_something_running());
                self.agents.extend(waited_for.map(|agent| agent.id));
            }
            Event::TeamAdded { team } => self.team(team.id),
            Event::RuleSet { team, .. } | Event::HoursSet { team, .. } => self.team(*team),
            Event::AgentAdded { agent } => self.agent(agent.id),
            Event::AgentDisabled { agent }
            | Event::AgentEnabled { agent }
            | Event::AgentSignedIn { agent }
            | Event::AgentSignedOut { agent }
            | Event::IntentChanged { agent, .. }
            | Event::ReachabilityChanged { agent, .. }
            | Event::AgentStoppedResponding { agent }
            | Event::AgentResponded { agent }
            | Event::AgentHears { agent }
            | Event::AgentTriedAgain { agent }
            | Event::AgentMissed { agent, .. }
            | Event::PreferencesChanged { agent, .. }
            | Event::QuietHoursOver { agent }
            | Event::DigestGiven { agent, .. } => self.agent(*agent),
            Event::RequestReceived { request } => self.request(request.id),
            Event::RequestDue { request, .. }
            | Event::OwnerTimeOver { request, .. }
            | Event::RequestRests { request, .. }
            | Event::RequestRoused { request, .. }
            | Event::RingPlanned { request, .. }
            | Event::RequestStays { request, .. }
            | Event::RequestPutOff { request, .. }
            | Event::RequestBack { request, .. }
            | Event::RequestAbandoned { request, .. }
            | Event::RequestRescheduled { request, .. }
            | Event::RequestCancelled { request, .. }
            | Event::RequestExpired { request, .. }
            | Event::CallAhead { request, .. }
            | Event::RequestMissed { request, .. }
            | Event::SessionBridged { request, .. }
            | Event::SessionNoted { request, .. }
            | Event::SessionEnded { request, .. }
            | Event::WrapUpExtended { request, .. }
            | Event::NoteLeft { request, .. }
            | Event::OutcomeFiled { request, .. } => self.request(*request),
            Event::OfferTimedOut { offer, request, .. } => {
                self.offer(*offer);
                self.request(*request);
                // It counts for everybody for whom it rang until then.
                if let Some(offer) = after.offer(*offer) {
                    self.agents
                        .extend(after.rang_for(offer).map(|agent| agent.id));
                }
            }
            Event::OfferMade { offer, request, .. }
            | Event::OfferWithdrawn { offer, request, .. } => {
                self.offer(*offer);
                self.request(*request);
            }
            Event::OfferJoined { offer, .. } | Event::OfferLeft { offer, .. } => self.offer(*offer),
            // What devices say has a table of its own, and only in some cases a part in the offer.
            Event::NotificationReported { offer, agent, .. } => {
                let offer = after.offer(*offer);
                let kept = offer.filter(|offer| offer.keeps_reports_of(*agent));
                self.offers.extend(kept.map(|offer| offer.id));
            }
            // The desk's own row is written whenever any is; the others are in tables of their own, or in
            // none.
            Event::DeskOpened { .. }
            | Event::NotificationsDecided { .. }
            | Event::SupervisorTold { .. }
            | Event::PasswordChanged { .. }
            | Event::KeyRevoked { .. }
            | Event::CallsForbidden { .. }
            | Event::CallsAllowed { .. } => {}
            Event::RequestConnected {
                request,
                agent,
                offer,
                ..
            } => {
                self.request(*request);
                self.agent(agent.id);
                self.offers.extend(offer);
            }
            Event::RequestHandedBack {
                request,
                agent,
                offer,
                ..
            } => {
                self.request(*request);
                self.agent(*agent);
                self.offers.extend(offer);
            }
            Event::RequestClosed { request, agent, .. } => {
                self.request(*request);
                self.agent(*agent);
            }
        }
    }

    fn team(&mut self, id: TeamId) {
        self.teams.insert(id);
    }

    fn agent(&mut self, id: AgentId) {
        self.agents.insert(id);
    }

    fn request(&mut self, id: RequestId) {
        self.requests.insert(id);
    }

    fn offer(&mut self, id: OfferId) {
        self.offers.insert(id);
    }
}
