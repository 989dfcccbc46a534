//! What has to be looked at again because of an event. Too much costs a look; too little would leave a
//! popup standing, so what is not known here concerns the whole desk.

use domain::{
    event::Event,
    id::{AgentId, RequestId},
};

/// What is to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern {
    Nothing,
    /// All that rings, or rang, for this request.
    Request(RequestId),
    /// What this agent was told of, or is to be now.
    Agent(AgentId),
    RequestAndAgent(RequestId, AgentId),
    Desk,
}

/// What an event may have changed for somebody who is told, or was.
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
        | Event::RequestRescheduled { request, .. }
        | Event::RequestCancelled { request, .. }
        | Event::RequestAbandoned { request, .. }
        | Event::RequestExpired { request, .. } => Concern::Request(*request),
        // They are busy now, or free again, also for everything else.
        Event::RequestConnected { request, agent, .. } => {
            Concern::RequestAndAgent(*request, agent.id)
        }
        Event::RequestHandedBack { request, agent, .. }
        | Event::RequestClosed { request, agent, .. } => Concern::RequestAndAgent(*request, *agent),
        Event::IntentChanged { agent, .. }
        | Event::AgentSignedIn { agent }
        | Event::AgentSignedOut { agent }
        | Event::PreferencesChanged { agent, .. }
        | Event::QuietHoursOver { agent } => Concern::Agent(*agent),
        // They change nothing for what rings, or what they change is said in an event of its own.
        Event::OutcomeFiled { .. }
        | Event::NoteLeft { .. }
        | Event::DeskOpened { .. }
        | Event::RequestReceived { .. }
        | Event::ReachabilityChanged { .. }
        | Event::CallsForbidden { .. }
        | Event::CallsAllowed { .. }
        | Event::CallAhead { .. }
        | Event::DigestGiven { .. }
        | Event::RequestMissed { .. }
        | Event::SessionBridged { .. }
        | Event::SessionNoted { .. }
        | Event::SessionEnded { .. }
        | Event::WrapUpExtended { .. } => Concern::Nothing,
        _ => Concern::Desk,
    }
}

#[cfg(test)]
mod tests;
