//! `deskbell push ...`.

use clap::Subcommand;

use crate::admin::task::Task;

#[derive(Subcommand)]
pub enum PushCommand {
    /// Makes new keys. Devices are reached again after the desktop was opened there once.
    RotateKeys,
}

impl PushCommand {
    /// What is to be done.
    pub fn task(self) -> Task {
        match self {
            Self::RotateKeys => Task::RotatePushKeys,
        }
    }
}
