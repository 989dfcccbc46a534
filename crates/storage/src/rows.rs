//! Which rows of the state tables an event touches.

use std::collections::BTreeSet;

use domain::{
    desk::Desk,
    event::{Event, Recorded},
    id::{AgentId, OfferId, RequestId, TeamId},
    offer::OfferState,
    reminder::Digest,
    request::State,
};

/// Things whose rows must be written again. A batch writes each once, as it stands at the end.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    pub profile: bool,
    pub teams: BTreeSet<TeamId>,
    pub agents: BTreeSet<AgentId>,
    pub requests: BTreeSet<RequestId>,
    pub offers: BTreeSet<OfferId>,
}

impl Touched {
    /// `after`: the desk as it stands after them.
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
                let planned = |state: &State| matches!(state, State::Scheduled { .. });
                let running = after.live_requests().filter(|it| !planned(&it.state));
                self.requests.extend(running.map(|request| request.id));
                let ringing = after.offers().filter(|it| it.state == OfferState::Pending);
                self.offers.extend(ringing.map(|offer| offer.id));
                let owed = after.agents().filter(|it| it.digest != Digest::Settled);
                self.agents.extend(owed.map(|agent| agent.id));
            }
            Event::DeskOpened { .. } => self.profile = true,
            Event::TeamAdded { team } => self.team(team.id),
            Event::RuleSet { team, .. } | Event::HoursSet { team, .. } => self.team(*team),
            Event::AgentAdded { agent } => self.agent(agent.id),
            Event::AgentSignedIn { agent }
            | Event::AgentSignedOut { agent }
            | Event::IntentChanged { agent, .. }
            | Event::ReachabilityChanged { agent, .. }
            | Event::PreferencesChanged { agent, .. }
            | Event::QuietHoursOver { agent }
            | Event::DigestGiven { agent, .. } => self.agent(*agent),
            Event::RequestReceived { request } => self.request(request.id),
            Event::RequestDue { request, .. }
            | Event::OwnerTimeOver { request, .. }
            | Event::RequestRests { request, .. }
            | Event::RequestRoused { request, .. }
            | Event::RequestPutOff { request, .. }
            | Event::RequestBack { request, .. }
            | Event::RequestAbandoned { request, .. }
            | Event::RequestRescheduled { request, .. }
            | Event::RequestCancelled { request, .. }
            | Event::RequestExpired { request, .. }
            | Event::CallAhead { request, .. }
            | Event::RequestMissed { request, .. }
            | Event::SessionBridged { request, .. }
            | Event::SessionEnded { request, .. }
            | Event::WrapUpExtended { request, .. } => self.request(*request),
            Event::OfferMade { offer, request, .. }
            | Event::OfferTimedOut { offer, request, .. }
            | Event::OfferWithdrawn { offer, request, .. } => {
                self.offer(*offer);
                self.request(*request);
            }
            Event::OfferJoined { offer, .. }
            | Event::OfferLeft { offer, .. }
            | Event::NotificationReported { offer, .. } => self.offer(*offer),
            // In tables of their own, or in none.
            Event::NotificationsDecided { .. }
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
