//! Why the desks can't be started.

use storage::StoreError;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum StartError {
    #[error("the desks can't be read: {0}")]
    Unreadable(#[from] StoreError),
}
