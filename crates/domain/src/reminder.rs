//! What an agent is told that does not ring: what has gathered while they could not be told of each,
//! a call that is coming, a call that passed them by.
//!
//! A reminder has no deadline and nobody waits for an answer to it. What it is about may be over when
//! it is read, so it is shown when it is made, or not at all. When one is made is a rule:
//! [`reminding`](crate::reminding).

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{
    agent_ref::AgentRef,
    id::RequestId,
    request::Request,
    time::{Span, Timestamp},
};

/// The owner of a planned call is reminded this long before it is due.
pub const AHEAD: Span = Span::minutes(5);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reminder {
    /// How many requests wait, and since when the first of them does.
    Digest { waiting: u32, oldest: Timestamp },
    /// A call of one's own is due soon.
    Upcoming {
        request: RequestId,
        due_at: Timestamp,
    },
    /// A request that was put before this agent alone went to others.
    Missed {
        request: RequestId,
        /// How long it had been theirs.
        after: Span,
        /// Who took it; nobody did when it timed out.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        taken_by: Option<AgentRef>,
    },
    /// To supervisors: an agent with customers answers on no device any more.
    AgentMissed {
        agent: AgentRef,
        requests: Vec<RequestId>,
    },
}

/// Whether the desk owes an agent one summary of what came while nothing could be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Digest {
    #[default]
    Settled,
    /// Of everything that had begun to wait by then.
    Owed { until: Timestamp },
}

impl Digest {
    /// Whether the digest tells of this request, so that it needs no popup of its own.
    pub fn tells_of(self, request: &Request) -> bool {
        match self {
            Self::Settled => false,
            Self::Owed { until } => request.waiting_since().is_some_and(|since| since <= until),
        }
    }
}
