//! `deskbell agent ...`.

use clap::{Subcommand, ValueEnum};
use domain::agent::Role;

use super::{
    desk::DeskChoice,
    error::CliError,
    password::{self, Source},
};
use crate::admin::task::Task;

#[derive(Subcommand)]
pub enum AgentCommand {
    /// Adds an agent; asks for the password.
    Add {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        #[arg(long, value_enum, default_value_t = RoleChoice::Agent)]
        role: RoleChoice,
        /// By name or id; may be repeated.
        #[arg(long)]
        team: Vec<String>,
        #[command(flatten)]
        desk: DeskChoice,
        /// Reads the password from standard input instead of asking for it.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Sets a new password and signs the agent out everywhere; asks for it.
    Password {
        #[arg(long)]
        email: String,
        /// Reads the password from standard input instead of asking for it.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Signs an agent out everywhere and lets them in no more; their customers go to others.
    Disable {
        #[arg(long)]
        email: String,
    },
    /// Lets an agent in again who was disabled.
    Enable {
        #[arg(long)]
        email: String,
    },
    /// Tells who there is.
    List {
        #[command(flatten)]
        desk: DeskChoice,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub enum RoleChoice {
    Agent,
    Supervisor,
    Admin,
}

impl AgentCommand {
    /// What is to be done.
    ///
    /// # Errors
    /// There is no password, or nobody may choose that one.
    pub fn task(self) -> Result<Task, CliError> {
        Ok(match self {
            Self::Add {
                email,
                name,
                role,
                team,
                desk,
                password_stdin,
            } => Task::AddAgent {
                desk: desk.desk,
                name,
                email,
                role: role.into(),
                teams: team,
                password: password::read(Source::of(password_stdin))?,
            },
            Self::Password {
                email,
                password_stdin,
            } => Task::SetPassword {
                email,
                password: password::read(Source::of(password_stdin))?,
            },
            Self::Disable { email } => Task::DisableAgent { email },
            Self::Enable { email } => Task::EnableAgent { email },
            Self::List { desk } => Task::ListAgents { desk: desk.desk },
        })
    }
}

impl From<RoleChoice> for Role {
    fn from(choice: RoleChoice) -> Self {
        match choice {
            RoleChoice::Agent => Self::Agent,
            RoleChoice::Supervisor => Self::Supervisor,
            RoleChoice::Admin => Self::Admin,
        }
    }
}
