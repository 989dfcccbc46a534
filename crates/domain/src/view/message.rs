//! The messages of the event stream. Their JSON is public: documented in `docs/events.md` and pinned
//! by golden tests.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use super::{
    ending::Ending,
    me::Attendance,
    row::{Phase, Row},
    sessions::SessionStage,
    team::Distribution,
};
use crate::{
    agent::Presence,
    agent_ref::AgentRef,
    id::{DeviceId, OfferId, RequestId, TeamId},
    notification::{Decision, Report},
    preferences::Preferences,
    reminder::Reminder,
    serving::ChatCapacity,
    time::Timestamp,
};

/// One message. The variant's name is the event name of the stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Message {
    /// A request is new (then with its row) or stands elsewhere.
    Request {
        request: RequestId,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        row: Option<Box<Row>>,
        phase: Phase,
    },
    /// A request rings for this agent.
    Offer {
        offer: OfferId,
        request: RequestId,
        since: Timestamp,
        deadline: Timestamp,
        decision: Decision,
    },
    /// It no longer does.
    OfferEnded {
        offer: OfferId,
        request: RequestId,
        reason: Ending,
        /// Who took it, if somebody did.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        by: Option<AgentRef>,
        /// Absent when it ended for this agent alone.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        phase: Option<Phase>,
    },
    /// The agent's own status or preferences changed, here or elsewhere.
    Agent {
        #[serde(skip_serializing_if = "Option::is_none", default)]
        presence: Option<Presence>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        attendance: Option<Attendance>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        preferences: Option<Preferences>,
    },
    /// One of the agent's own sessions went on.
    Session {
        request: RequestId,
        stage: SessionStage,
    },
    /// What was decided, or reported by a device, about a notification of this agent.
    Notification {
        request: RequestId,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        offer: Option<OfferId>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        decision: Option<Decision>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        device: Option<DeviceId>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        report: Option<Report>,
    },
    /// Something that does not ring: shown when it comes, or not at all.
    Reminder { reminder: Reminder },
    /// A team is new, or its distribution rule was switched.
    Notice {
        team: TeamId,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        name: Option<String>,
        distribution: Distribution,
        #[serde(skip_serializing_if = "ChatCapacity::is_usual", default)]
        chats: ChatCapacity,
    },
}

impl Message {
    /// The event name of the stream.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Request { .. } => "request",
            Self::Offer { .. } => "offer",
            Self::OfferEnded { .. } => "offer_ended",
            Self::Agent { .. } => "agent",
            Self::Session { .. } => "session",
            Self::Notification { .. } => "notification",
            Self::Reminder { .. } => "reminder",
            Self::Notice { .. } => "notice",
        }
    }
}
