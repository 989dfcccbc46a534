//! Why a command did not do what it was asked.

use std::io;

use thiserror::Error;

use crate::{
    admin::hours::problem::HoursProblem, auth::password::PasswordProblem,
    config::error::ConfigError, control::ControlError, serve::StartError,
};

/// The text is for the person at the terminal.
#[derive(Debug, Error)]
pub enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Control(#[from] ControlError),
    #[error(transparent)]
    Open(#[from] storage::OpenError),
    #[error(transparent)]
    Hours(#[from] HoursProblem),
    #[error("{0}")]
    Password(#[from] PasswordProblem),
    #[error("the passwords differ")]
    PasswordsDiffer,
    #[error("there is no terminal to ask for the password: give it with --password-stdin")]
    NoTerminal,
    #[error("the password can't be read: {0}")]
    Terminal(io::Error),
    #[error("what this command says can't be written: {0}")]
    Output(#[from] io::Error),
    #[error("the OpenAPI description can't be written: {0}")]
    OpenApi(#[from] serde_json::Error),
}
