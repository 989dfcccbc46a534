//! `deskbell key ...`.

use clap::Subcommand;

use super::desk::DeskChoice;
use crate::{
    admin::{keys::KeyChoice, task::Task},
    api::rate::Rate,
};

#[derive(Subcommand)]
pub enum KeyCommand {
    /// Adds a key and prints it, once.
    Add {
        #[arg(long)]
        name: String,
        /// Calls a second and burst, such as 50/100.
        #[arg(long)]
        rate: Option<Rate>,
        #[command(flatten)]
        desk: DeskChoice,
    },
    /// Tells which keys there are, never the keys themselves.
    List {
        #[command(flatten)]
        desk: DeskChoice,
    },
    /// Takes a key away: the next call with it is refused.
    Revoke {
        #[arg(long, required_unless_present = "id", conflicts_with = "id")]
        name: Option<String>,
        /// As `deskbell key list` tells it, where several keys have one name.
        #[arg(long)]
        id: Option<String>,
        #[command(flatten)]
        desk: DeskChoice,
    },
}

impl KeyCommand {
    /// What is to be done.
    pub fn task(self) -> Task {
        match self {
            Self::Add { name, rate, desk } => Task::AddKey {
                desk: desk.desk,
                name,
                rate: rate.map(|rate| rate.to_string()),
            },
            Self::List { desk } => Task::ListKeys { desk: desk.desk },
            Self::Revoke { name, id, desk } => Task::RevokeKey {
                desk: desk.desk,
                key: match id {
                    Some(id) => KeyChoice::Id(id),
                    None => KeyChoice::Name(name.unwrap_or_default()),
                },
            },
        }
    }
}
