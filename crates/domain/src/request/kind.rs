//! How a request came about, and what follows from that alone.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

/// How a request came about.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Unpack,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    NewRequest,
    ScheduledByAgent,
    ScheduledByCustomer,
    CallMeBack,
    InboundCall,
    InboundChat,
}

impl Kind {
    pub const ALL: [Self; 6] = [
        Self::NewRequest,
        Self::ScheduledByAgent,
        Self::ScheduledByCustomer,
        Self::CallMeBack,
        Self::InboundCall,
        Self::InboundChat,
    ];

    pub fn channel(self) -> Channel {
        match self {
            Self::InboundChat => Channel::Chat,
            _ => Channel::Voice,
        }
    }

    pub fn scheduling(self) -> Scheduling {
        match self {
            Self::ScheduledByAgent | Self::ScheduledByCustomer => Scheduling::Required,
            Self::CallMeBack => Scheduling::Optional,
            Self::NewRequest | Self::InboundCall | Self::InboundChat => Scheduling::Refused,
        }
    }

    /// The name in the API, the database and the stream.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NewRequest => "new_request",
            Self::ScheduledByAgent => "scheduled_by_agent",
            Self::ScheduledByCustomer => "scheduled_by_customer",
            Self::CallMeBack => "call_me_back",
            Self::InboundCall => "inbound_call",
            Self::InboundChat => "inbound_chat",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Whether a kind takes a `scheduled_at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheduling {
    Required,
    Optional,
    Refused,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Voice,
    Chat,
}

impl Channel {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Voice => "voice",
            Self::Chat => "chat",
        }
    }
}
