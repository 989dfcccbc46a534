//! A line of the trace.

use domain::{
    id::{AgentId, OfferId, RequestId},
    notification::Decision,
    request::Kind,
    time::Timestamp,
    trace::{Delivery, End},
};

/// One agent and one decision about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceLine {
    pub at: Timestamp,
    /// The event in which it was decided.
    pub seq: u64,
    pub request: RequestId,
    pub offer: Option<OfferId>,
    pub kind: Kind,
    /// The customer's name, number or address.
    pub customer: Option<String>,
    pub agent: AgentId,
    pub decision: Decision,
    pub deliveries: Vec<Delivery>,
    /// When and how the offer ended for this agent, if it ever reached them.
    pub end: Option<(Timestamp, End)>,
}

impl TraceLine {
    /// What a message by Web Push about it is known by.
    pub(crate) fn tag(&self) -> String {
        push_tag(self.offer, self.request)
    }
}

/// Where nobody could be offered a request, the message is about the request itself.
fn push_tag(offer: Option<OfferId>, request: RequestId) -> String {
    offer.map_or_else(|| request.to_string(), |offer| offer.to_string())
}
