//! `deskbell desk ...`, and how other commands say which desk they mean.

use clap::{Args, Subcommand};

use crate::admin::task::Task;

#[derive(Subcommand)]
pub enum DeskCommand {
    /// Adds a desk.
    Add {
        #[arg(long)]
        name: String,
        /// Whose national phone numbers are understood: two letters of ISO 3166.
        #[arg(long, default_value = "US")]
        country: String,
    },
}

#[derive(Args)]
pub struct DeskChoice {
    /// By name or id; needed once there are two desks.
    #[arg(long = "desk", id = "desk")]
    pub desk: Option<String>,
}

impl DeskCommand {
    /// What is to be done.
    pub fn task(self) -> Task {
        match self {
            Self::Add { name, country } => Task::AddDesk { name, country },
        }
    }
}
