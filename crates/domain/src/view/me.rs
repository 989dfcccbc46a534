//! What an agent's browser knows of the agent.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{
    agent::{Agent, Presence, Role},
    id::AgentId,
    preferences::Preferences,
    response::Responding,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
pub struct Me {
    pub id: AgentId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub presence: Presence,
    #[serde(default)]
    pub attendance: Attendance,
    pub preferences: Preferences,
}

impl From<&Agent> for Me {
    fn from(agent: &Agent) -> Self {
        Self {
            id: agent.id,
            name: agent.name.clone(),
            email: agent.email.clone(),
            role: agent.role,
            presence: agent.presence,
            attendance: agent.responding.into(),
            preferences: agent.preferences.clone(),
        }
    }
}

/// Whether the desk takes the agent for somebody who is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    #[default]
    Responding,
    /// They reacted to none of several offers in a row, and are not asked until they do something.
    NotResponding,
}

impl From<Responding> for Attendance {
    fn from(responding: Responding) -> Self {
        match responding {
            Responding::Yes { .. } | Responding::NoLonger => Self::Responding,
            Responding::No => Self::NotResponding,
        }
    }
}
