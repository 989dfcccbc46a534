//! The notification trace: when each device of an agent did what with one offer, and how the offer
//! ended for that agent. What was decided about them, and why, is [`crate::notification`]'s.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{
    device::PushResult,
    event::Event,
    id::{AgentId, DeviceId, OfferId},
    notification::Report,
    offer::{Leaving, Withdrawal},
    time::Timestamp,
};

/// The way on which a device was told.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Unpack,
)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// An open page of the desktop, over its event stream.
    Page,
    /// Web Push.
    Push,
}

impl Route {
    pub const ALL: [Self; 2] = [Self::Page, Self::Push];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Push => "push",
        }
    }
}

/// What one device made of one offer, on one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub device: DeviceId,
    pub channel: Route,
    /// Each stage once, in the order in which it was reached.
    pub steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
pub struct Step {
    pub at: Timestamp,
    pub stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case", tag = "by", content = "what")]
pub enum Stage {
    /// The server sent it.
    Sent,
    /// The push service answered.
    Answered(PushResult),
    /// The device said so.
    Reported(Report),
}

/// How an offer ended for one agent, or for everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "end", content = "why")]
pub enum End {
    Taken(AgentId),
    TimedOut,
    /// For this agent alone.
    Left(Leaving),
    Withdrawn(Withdrawal),
}

/// The offer that an event ended, for whom (nobody: for everybody), and how.
pub fn end_of(event: &Event) -> Option<(OfferId, Option<AgentId>, End)> {
    match event {
        Event::OfferLeft {
            offer, agent, why, ..
        } => Some((*offer, Some(*agent), End::Left(*why))),
        Event::OfferTimedOut { offer, .. } => Some((*offer, None, End::TimedOut)),
        Event::OfferWithdrawn { offer, why, .. } => Some((*offer, None, End::Withdrawn(*why))),
        Event::RequestConnected { offer, agent, .. } => {
            offer.map(|offer| (offer, None, End::Taken(agent.id)))
        }
        _ => None,
    }
}
