//! What rings for an agent.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{
    desk::Desk,
    id::{AgentId, DeviceId, OfferId, RequestId},
    notification::Decision,
    request::{Request, State},
    time::Timestamp,
};

/// A request that rings for this agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
pub struct Ring {
    pub offer: OfferId,
    pub began_at: Timestamp,
    pub deadline: Timestamp,
    /// Whether a popup belongs to it, and if not, why not.
    pub decision: Decision,
    /// Whether this device has already told the server what it did about the offer: then it doesn't
    /// blink, sound or pop up a second time.
    pub receipt: Receipt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    New,
    Acknowledged,
}

impl Ring {
    /// The ring of a request for this agent, if it rings for them.
    pub(super) fn of(
        desk: &Desk,
        request: &Request,
        agent: AgentId,
        device: DeviceId,
    ) -> Option<(RequestId, Self)> {
        let State::Offered { offer, .. } = &request.state else {
            return None;
        };
        let offer = desk.offer(*offer)?;
        if !offer.rings_for(agent) {
            return None;
        }
        let ring = Self {
            offer: offer.id,
            began_at: offer.made_at,
            deadline: offer.deadline,
            decision: offer.decisions.about(agent)?,
            receipt: if offer.is_dealt_with(agent, device) {
                Receipt::Acknowledged
            } else {
                Receipt::New
            },
        };
        Some((request.id, ring))
    }
}
