//! The rows of teams, agents and the do-not-call list.

use domain::{agent::Agent, team::Team};

use crate::error::StoreError;

#[derive(Debug)]
pub(crate) struct TeamRow {
    pub name: String,
    pub body: String,
}

#[derive(Debug)]
pub(crate) struct AgentRow {
    pub email: String,
    pub body: String,
}

/// Whether a number is on the do-not-call list.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Listed {
    Yes,
    No,
}

impl TeamRow {
    pub fn of(team: &Team) -> Result<Self, StoreError> {
        Ok(Self {
            name: team.name.clone(),
            body: serde_json::to_string(team)?,
        })
    }
}

impl AgentRow {
    pub fn of(agent: &Agent) -> Result<Self, StoreError> {
        let email: &str = agent.email.as_ref();
        Ok(Self {
            email: email.to_owned(),
            body: serde_json::to_string(agent)?,
        })
    }
}
