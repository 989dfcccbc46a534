//! What an agent's browser knows of a team.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{agent::Agent, serving::ChatCapacity, team::Team};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
pub struct TeamView {
    pub name: String,
    pub membership: Membership,
    pub distribution: Distribution,
    /// How many of its chats an agent serves at once.
    #[serde(skip_serializing_if = "ChatCapacity::is_usual", default)]
    pub chats: ChatCapacity,
}

impl TeamView {
    pub(super) fn of(team: &Team, agent: &Agent) -> Self {
        Self {
            name: team.name.clone(),
            membership: if agent.teams.contains(&team.id) {
                Membership::Member
            } else {
                Membership::Onlooker
            },
            distribution: team.into(),
            chats: team.chat_capacity(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Membership {
    Member,
    /// Seen as a supervisor or admin: its requests are listed but don't ring.
    Onlooker,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Distribution {
    Active,
    NoRule,
}

impl From<&Team> for Distribution {
    fn from(team: &Team) -> Self {
        if team.rule.is_some() {
            Self::Active
        } else {
            Self::NoRule
        }
    }
}
