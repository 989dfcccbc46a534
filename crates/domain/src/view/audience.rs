//! Who reads a stream, and who is meant by a message.

use std::collections::BTreeSet;

use crate::{
    agent::{Agent, Role},
    id::{AgentId, TeamId},
    notification::{Decision, Decisions},
};

/// The reader of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub agent: AgentId,
    pub role: Role,
    pub teams: BTreeSet<TeamId>,
}

impl From<&Agent> for Viewer {
    fn from(agent: &Agent) -> Self {
        Self {
            agent: agent.id,
            role: agent.role,
            teams: agent.teams.clone(),
        }
    }
}

/// Who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience<'event> {
    Agent(AgentId),
    /// Members of the team about whom just this was decided.
    Decided {
        team: TeamId,
        decisions: &'event Decisions,
        decision: Decision,
    },
    /// Everybody who sees the team: its members, supervisors, admins.
    Team(TeamId),
}

impl Audience<'_> {
    pub fn includes(&self, viewer: &Viewer) -> bool {
        match self {
            Self::Agent(agent) => viewer.agent == *agent,
            Self::Decided {
                team,
                decisions,
                decision,
            } => viewer.teams.contains(team) && decisions.about(viewer.agent) == Some(*decision),
            Self::Team(team) => viewer.role != Role::Agent || viewer.teams.contains(team),
        }
    }
}
