//! What has to be looked at again because of an event. Too much costs a look; too little would leave a
//! popup standing, so what is not known here concerns the whole desk.

use domain::{
    event::Event,
    id::{AgentId, RequestId},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern {
    Nothing,
    /// All that rings, or rang, for this request.
    Request(RequestId),
    /// What this agent was told of.
    Agent(AgentId),
    RequestAndAgent(RequestId, AgentId),
    Desk,
}

pub fn concern(event: &Event) -> Concern {
    match event {
        Event::OfferMade { request, .. }
        | Event::OfferJoined { request, .. }
        | Event::OfferLeft { request, .. }
        | Event::OfferTimedOut { request, .. }
        | Event::OfferWithdrawn { request, .. }
        | Event::NotificationsDecided { request, .. }
        | Event::NotificationReported { request, .. }
        | Event::RequestDue { request, .. }
        | Event::RequestPutOff { request, .. }
        | Event::RequestBack { request, .. }
        | Event::RequestHandedBack { request, .. }
        | Event::RequestRescheduled { request, .. }
        | Event::RequestCancelled { request, .. }
        | Event::RequestAbandoned { request, .. }
        | Event::RequestExpired { request, .. }
        | Event::RequestClosed { request, .. } => Concern::Request(*request),
        // They are busy now, also for what else they were told of.
        Event::RequestConnected { request, agent, .. } => {
            Concern::RequestAndAgent(*request, agent.id)
        }
        Event::IntentChanged { agent, .. }
        | Event::AgentSignedIn { agent }
        | Event::AgentSignedOut { agent } => Concern::Agent(*agent),
        // They change nothing for what rings, or what they change is said in an event of its own.
        Event::DeskOpened { .. }
        | Event::RequestReceived { .. }
        | Event::ReachabilityChanged { .. }
        | Event::PreferencesChanged { .. }
        | Event::CallsForbidden { .. }
        | Event::CallsAllowed { .. }
        | Event::CallAhead { .. }
        | Event::QuietHoursOver { .. }
        | Event::DigestGiven { .. }
        | Event::RequestMissed { .. }
        | Event::SessionBridged { .. }
        | Event::SessionEnded { .. }
        | Event::WrapUpExtended { .. } => Concern::Nothing,
        _ => Concern::Desk,
    }
}
