//! Where a request stands, with the times that belong to it.

use serde::{Deserialize, Serialize};

use super::{
    closing::Closing,
    outcome::{Draft, Outcome},
};
use crate::{
    id::{AgentId, OfferId},
    time::Timestamp,
};

/// Where a request stands. Times are when the state began unless the name says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum State {
    Scheduled {
        due_at: Timestamp,
        /// When its owner is reminded of it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        reminds_at: Option<Timestamp>,
    },
    /// It is put before the first who can be asked.
    Waiting {
        since: Timestamp,
        #[serde(skip_serializing_if = "WaitsFor::is_anybody", default)]
        waits_for: WaitsFor,
    },
    Offered {
        offer: OfferId,
        since: Timestamp,
        deadline: Timestamp,
        #[serde(default)]
        ring: Ring,
    },
    /// A voice customer is being dialled.
    Connecting {
        agent: AgentId,
        offer: Option<OfferId>,
        since: Timestamp,
        /// What was noted so far.
        #[serde(skip_serializing_if = "Draft::is_empty", default)]
        draft: Draft,
    },
    /// Both are there: the session is bridged.
    InSession {
        agent: AgentId,
        offer: Option<OfferId>,
        bridged_at: Timestamp,
        #[serde(skip_serializing_if = "Draft::is_empty", default)]
        draft: Draft,
    },
    WrapUp {
        agent: AgentId,
        bridged_at: Option<Timestamp>,
        ended_at: Timestamp,
        closes_at: Timestamp,
        /// What was entered so far; it is what the wrap-up closes with when its time is over.
        #[serde(skip_serializing_if = "Draft::is_empty", default)]
        draft: Draft,
    },
    Closed {
        agent: Option<AgentId>,
        outcome: Outcome,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        note: Option<String>,
        at: Timestamp,
        #[serde(skip_serializing_if = "Closing::is_by_agent", default)]
        closing: Closing,
    },
    /// It rang for its team in vain: listed, can be taken, and comes back.
    TimedOut {
        since: Timestamp,
        /// When it rings for the whole team again. Absent while the team never opens.
        rings_again_at: Option<Timestamp>,
    },
    Abandoned {
        at: Timestamp,
    },
    Expired {
        at: Timestamp,
    },
    Cancelled {
        at: Timestamp,
    },
}

/// Whom a request that waits can be put before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitsFor {
    /// Anybody of the team.
    #[default]
    Anybody,
    /// Its owner alone, for the time that is theirs.
    Owner { until: Timestamp },
    /// Nobody before the hours begin that its kind keeps.
    Opening { until: Timestamp },
}

impl WaitsFor {
    fn is_anybody(&self) -> bool {
        *self == Self::Anybody
    }

    /// When the hours begin that its kind keeps.
    pub fn opening(self) -> Option<Timestamp> {
        match self {
            Self::Opening { until } => Some(until),
            Self::Anybody | Self::Owner { .. } => None,
        }
    }

    pub fn until(self) -> Option<Timestamp> {
        match self {
            Self::Anybody => None,
            Self::Owner { until } | Self::Opening { until } => Some(until),
        }
    }
}

/// Whom a request rings for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ring {
    /// Everybody of the team who can be asked.
    #[default]
    Team,
    /// Its owner alone, until the time that is theirs is over.
    Owner,
    /// Those of the team who could not be asked when it rang for all.
    Latecomers {
        /// When it rings for all again, as planned before.
        rings_again_at: Option<Timestamp>,
    },
}

impl State {
    /// The name in the API and the database.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Scheduled { .. } => "scheduled",
            Self::Waiting { .. } => "waiting",
            Self::Offered { .. } => "offered",
            Self::Connecting { .. } => "connecting",
            Self::InSession { .. } => "in_session",
            Self::WrapUp { .. } => "wrap_up",
            Self::Closed { .. } => "closed",
            Self::TimedOut { .. } => "timed_out",
            Self::Abandoned { .. } => "abandoned",
            Self::Expired { .. } => "expired",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    pub fn has_ended(&self) -> bool {
        matches!(
            self,
            Self::Closed { .. }
                | Self::Abandoned { .. }
                | Self::Expired { .. }
                | Self::Cancelled { .. }
        )
    }
}
