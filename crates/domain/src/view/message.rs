//! The messages of the event stream. Their JSON is public: documented in `docs/events.md` and pinned
//! by golden tests.

use serde::{Deserialize, Serialize};

use super::{Attendance, Distribution, Phase, Row};
use crate::{
    agent::{AgentRef, Preferences, Presence},
    id::{DeviceId, OfferId, RequestId, TeamId},
    notification::{Decision, Report},
    offer::{Leaving, Withdrawal},
    reminder::Reminder,
    request::{Draft, Outcome},
    time::Timestamp,
};

/// One message. The variant's name is the event name of the stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// Why an offer ended for this agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    Taken,
    TimedOut,
    /// Its time ran out, but no device had received it: the request goes on waiting.
    NotReceived,
    AgentBusy,
    AgentAway,
    SignedOut,
    /// The agent chose *Later*.
    PutOff,
    /// The agent reacted to none of several offers in a row.
    NotResponding,
    NobodyFree,
    Cancelled,
    Rescheduled,
    HandedBack,
    RuleRemoved,
}

impl From<Leaving> for Ending {
    fn from(leaving: Leaving) -> Self {
        match leaving {
            Leaving::AgentBusy => Self::AgentBusy,
            Leaving::AgentAway => Self::AgentAway,
            Leaving::SignedOut => Self::SignedOut,
            Leaving::PutOff => Self::PutOff,
            Leaving::NotResponding => Self::NotResponding,
        }
    }
}

impl From<Withdrawal> for Ending {
    fn from(withdrawal: Withdrawal) -> Self {
        match withdrawal {
            Withdrawal::NobodyFree => Self::NobodyFree,
            Withdrawal::Cancelled => Self::Cancelled,
            Withdrawal::Rescheduled => Self::Rescheduled,
            Withdrawal::HandedBack => Self::HandedBack,
            Withdrawal::RuleRemoved => Self::RuleRemoved,
        }
    }
}

/// Where the agent's own session stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum SessionStage {
    Connecting {
        since: Timestamp,
    },
    Bridged {
        since: Timestamp,
    },
    WrapUp {
        closes_at: Timestamp,
        #[serde(skip_serializing_if = "Draft::is_empty", default)]
        draft: Draft,
    },
    HandedBack {
        since: Timestamp,
    },
    Closed {
        outcome: Outcome,
    },
}
