//! Teams and the distribution rule that makes requests ring in them.

use serde::{Deserialize, Serialize};

use crate::{id::TeamId, time::Span};

/// How long an offer rings unless the rule says otherwise.
pub const DEFAULT_RING_TIME: Span = Span::seconds(20);

/// Agents who share a waiting line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    /// Without a rule the team's requests are listed but ring for nobody.
    pub rule: Option<DistributionRule>,
}

/// Binds a source of requests to a team and says how they are put before its agents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistributionRule {
    pub strategy: Strategy,
    pub sources: Sources,
    pub ring_time: Span,
}

impl DistributionRule {
    pub fn broadcast(sources: Sources) -> Self {
        Self {
            strategy: Strategy::Broadcast,
            sources,
            ring_time: DEFAULT_RING_TIME,
        }
    }
}

/// Who is asked first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// One offer to the whole team; the first agent to connect takes it.
    Broadcast,
}

/// Which requests the rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sources {
    /// Requests that name the team.
    Named,
    /// Those, and requests that name no team.
    CatchAll,
}
