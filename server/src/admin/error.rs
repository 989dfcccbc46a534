//! Why a command of the operator was refused.

use std::fmt;

use domain::rejection::Rejection;
use engine::CommandError;
use push::KeyError;
use storage::StoreError;
use thiserror::Error;

use crate::auth::{hasher::Busy, password::PasswordProblem};

/// The text is for the person at the terminal.
#[derive(Debug, Error)]
pub enum AdminError {
    #[error("there is no desk yet: add one with `deskbell desk add --name NAME`")]
    NoDesk,
    #[error("there are several desks: say which with --desk ({})", .0.join(", "))]
    WhichDesk(Vec<String>),
    #[error("there is no desk {0}")]
    UnknownDesk(String),
    #[error("a desk of that name exists, or of one that looks the same")]
    DeskExists,
    #[error("there is no team {name}{}", known(.teams))]
    UnknownTeam { name: String, teams: Vec<String> },
    #[error("an agent with that e-mail address exists")]
    AgentExists,
    #[error("there is no agent {0}; `deskbell agent list` tells who there is")]
    UnknownAgent(String),
    #[error("there is no key {0} in use; `deskbell key list` tells which there are")]
    UnknownKey(String),
    #[error("several keys have that name: say which with --id ({})", .0.join(", "))]
    WhichKey(Vec<String>),
    #[error("{0}")]
    Password(#[from] PasswordProblem),
    #[error("{field}: {expected}")]
    Invalid {
        field: &'static str,
        expected: &'static str,
    },
    #[error("{0}")]
    Refused(Rejection),
    #[error("the server is busy: try again in a few seconds")]
    Busy,
    #[error("the database can't be written: is there room on the disk? The log says why")]
    Unavailable,
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    PushKeys(#[from] KeyError),
}

impl From<CommandError> for AdminError {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Rejected(rejection) => Self::Refused(rejection),
            CommandError::Overloaded => Self::Busy,
            CommandError::Unavailable => Self::Unavailable,
        }
    }
}

impl From<Busy> for AdminError {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

fn known(teams: &[String]) -> impl fmt::Display {
    if teams.is_empty() {
        "; add it with `deskbell team add --name NAME`".to_owned()
    } else {
        format!("; there are {}", teams.join(", "))
    }
}
