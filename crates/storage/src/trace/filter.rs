//! What a search through the trace asks for, and where its next page begins.

use std::{collections::BTreeSet, fmt, str::FromStr};

use domain::{
    agent::{Access, Agent},
    id::{AgentId, RequestId, TeamId},
    notification::{Decision, Suppression},
    request::{Kind, Request},
    time::Timestamp,
    trace::Route,
};
use thiserror::Error;

use super::{customer_search::CustomerSearch, line::TraceLine};

/// An agent, as far as it decides which decisions concerned them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub id: AgentId,
    pub added_at: Timestamp,
    /// What was decided from then on is of no interest about somebody who has left.
    pub left_at: Option<Timestamp>,
    pub teams: BTreeSet<TeamId>,
}

impl From<&Agent> for Member {
    fn from(agent: &Agent) -> Self {
        Self {
            id: agent.id,
            added_at: agent.added_at,
            left_at: match agent.access {
                Access::Open => None,
                Access::Disabled { since } => Some(since),
            },
            teams: agent.teams.clone(),
        }
    }
}

impl Member {
    pub fn is_in(&self, team: TeamId) -> bool {
        self.teams.contains(&team)
    }

    pub fn was_there(&self, at: Timestamp) -> bool {
        self.added_at <= at && self.left_at.is_none_or(|left| at < left)
    }
}

/// Absent is whatever there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TraceFilter {
    pub agent: Option<AgentId>,
    pub request: Option<RequestId>,
    pub customer: Option<CustomerSearch>,
    pub decision: Option<Decision>,
    pub kind: Option<Kind>,
    pub channel: Option<Route>,
    pub from: Option<Timestamp>,
    /// Not included.
    pub until: Option<Timestamp>,
    pub repetitions: Repetitions,
    pub after: Option<TraceCursor>,
}

/// Whether there is a line for an offer that the agent had been told of before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repetitions {
    #[default]
    Included,
    LeftOut,
}

/// A place in the trace: behind the line of this agent, or, without one, behind the whole event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceCursor {
    pub at: Timestamp,
    pub seq: u64,
    pub agent: Option<AgentId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a place in the trace")]
pub struct NoCursor;

/// Rows that one index has in order.
pub(crate) enum Scope {
    Request(RequestId),
    Team(TeamId),
    Desk,
}

impl TraceFilter {
    /// Whom lines may be about, in the order of the lines.
    pub(crate) fn audience<'members>(&self, members: &'members [Member]) -> Vec<&'members Member> {
        let mut audience: Vec<_> = members
            .iter()
            .filter(|member| self.agent.is_none_or(|agent| agent == member.id))
            .collect();
        audience.sort_unstable_by_key(|member| member.id);
        audience
    }

    pub(crate) fn scopes(&self, members: &[Member]) -> Vec<Scope> {
        match (self.request, self.agent) {
            (Some(request), _) => vec![Scope::Request(request)],
            (None, Some(agent)) => members
                .iter()
                .filter(|member| member.id == agent)
                .flat_map(|member| member.teams.iter().copied().map(Scope::Team))
                .collect(),
            (None, None) => vec![Scope::Desk],
        }
    }

    pub(crate) fn matches(&self, request: &Request) -> bool {
        self.kind.is_none_or(|kind| kind == request.kind)
            && self
                .customer
                .as_ref()
                .is_none_or(|search| search.finds(&request.customer))
    }

    pub(crate) fn accepts(&self, decision: Decision) -> bool {
        let repeated = decision == Decision::Suppress(Suppression::AlreadySent);
        // By name: whether the list rang is no matter of the search.
        let is_wanted = |wanted: Decision| wanted.as_str() == decision.as_str();
        self.decision.is_none_or(is_wanted)
            && (!repeated || self.repetitions == Repetitions::Included)
    }
}

impl TraceCursor {
    pub(crate) fn after_line(line: &TraceLine) -> Self {
        Self {
            at: line.at,
            seq: line.seq,
            agent: Some(line.agent),
        }
    }
}

/// For addresses: `1800000000000.42` or `1800000000000.42.<agent>`.
impl fmt::Display for TraceCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.0, self.seq)?;
        match self.agent {
            Some(agent) => write!(f, ".{agent}"),
            None => Ok(()),
        }
    }
}

impl FromStr for TraceCursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        let mut parts = text.splitn(3, '.');
        let at = parts.next().and_then(|at| at.parse().ok());
        let seq = parts.next().and_then(|seq| seq.parse().ok());
        let agent = parts.next().map(str::parse).transpose();
        Ok(Self {
            at: Timestamp(at.ok_or(NoCursor)?),
            seq: seq.ok_or(NoCursor)?,
            agent: agent.map_err(|_| NoCursor)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_trace_is_read_as_it_was_written() {
        let agent = AgentId(uuid::Uuid::from_u128(7));
        for agent in [None, Some(agent)] {
            let cursor = TraceCursor {
                at: Timestamp(1_800_000_000_000),
                seq: 42,
                agent,
            };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        for wrong in ["", "1", "1.x", "1.2.3", "a.1"] {
            assert_eq!(wrong.parse::<TraceCursor>(), Err(NoCursor), "{wrong}");
        }
    }
}
