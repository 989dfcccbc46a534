//! An answer of the writer: kept until what it says is on the disk.

use domain::event::Recorded;
use tokio::sync::oneshot;

use crate::{command_error::CommandError, receipt::Received};

/// An answer that is given once the batch is on the disk.
pub(super) enum Answer {
    Executed(
        oneshot::Sender<Result<Vec<Recorded>, CommandError>>,
        Result<Vec<Recorded>, CommandError>,
    ),
    Received(
        oneshot::Sender<Result<Received, CommandError>>,
        Box<Result<Received, CommandError>>,
    ),
}

impl Answer {
    pub fn give(self) {
        match self {
            Self::Executed(reply, answer) => drop(reply.send(answer)),
            Self::Received(reply, answer) => drop(reply.send(*answer)),
        }
    }

    /// Nothing of the batch was saved, so even a refusal may have been based on what never was.
    pub fn give_up(self) {
        match self {
            Self::Executed(reply, _) => drop(reply.send(Err(CommandError::Unavailable))),
            Self::Received(reply, _) => drop(reply.send(Err(CommandError::Unavailable))),
        }
    }
}
