//! Why a command had no effect.

use domain::rejection::Rejection;
use storage::StoreError;
use thiserror::Error;

/// Why a command had no effect.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CommandError {
    #[error(transparent)]
    Rejected(#[from] Rejection),
    #[error("too many commands are queued; try again in a second")]
    Overloaded,
    #[error("the database does not answer; try again in a few seconds")]
    Unavailable,
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the database does not answer");
        Self::Unavailable
    }
}
