//! How requests stand in the database and in the journal, as this release and those before it wrote them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{
    handed_back::HandedBack,
    kind::{Channel, Kind},
    passed::Passed,
    state::{Ring, State, WaitsFor},
};
use crate::{
    agent_ref::AgentRef,
    call_back::CallBack,
    customer::Customer,
    id::{AgentId, RequestId, TeamId},
    time::{Span, Timestamp},
};

/// What an earlier release had given up ringing comes back, this long after it began to wait.
pub(super) const COMES_BACK_AFTER: Span = Span::minutes(30);

#[derive(Deserialize)]
pub(super) struct Stored {
    pub id: RequestId,
    pub kind: Kind,
    pub channel: Channel,
    pub customer: Customer,
    pub team: TeamId,
    #[serde(default)]
    pub message: Option<String>,
    #[serde(default)]
    pub owner: Option<AgentRef>,
    #[serde(default)]
    pub priority: u8,
    #[serde(default)]
    pub scheduled_at: Option<Timestamp>,
    pub created_at: Timestamp,
    #[serde(default)]
    pub missed_rings: u8,
    /// Absent in what earlier releases wrote.
    #[serde(default)]
    pub asked: Option<BTreeSet<AgentId>>,
    #[serde(default)]
    pub call_back: Option<CallBack>,
    #[serde(default)]
    pub gives_way_at: Option<Timestamp>,
    #[serde(default)]
    pub put_off: BTreeMap<AgentId, Timestamp>,
    #[serde(default)]
    pub passed: Option<Passed>,
    #[serde(default)]
    pub handed_back: Vec<HandedBack>,
    state: State,
    /// Times that stood beside the state before they became part of it.
    #[serde(default)]
    owner_until: Option<Timestamp>,
    #[serde(default)]
    rests_until: Option<Timestamp>,
    #[serde(default)]
    reminds_at: Option<Timestamp>,
}

impl Stored {
    /// The state with the times that earlier releases kept beside it.
    pub fn state(&self) -> State {
        match self.state.clone() {
            State::Scheduled { due_at, reminds_at } => State::Scheduled {
                due_at,
                reminds_at: reminds_at.or(self.reminds_at),
            },
            State::Waiting {
                since,
                waits_for: WaitsFor::Anybody,
            } => State::Waiting {
                since,
                waits_for: match (self.rests_until, self.owner_until) {
                    (Some(until), _) => WaitsFor::Opening { until },
                    (None, Some(until)) => WaitsFor::Owner { until },
                    (None, None) => WaitsFor::Anybody,
                },
            },
            State::Offered {
                offer,
                since,
                deadline,
                ring: Ring::Team,
            } if self.owner_until.is_some() => State::Offered {
                offer,
                since,
                deadline,
                ring: Ring::Owner,
            },
            State::TimedOut {
                since,
                rings_again_at: None,
            } if self.asked.is_none() => State::TimedOut {
                since,
                rings_again_at: Some(since + COMES_BACK_AFTER),
            },
            state => state,
        }
    }
}
