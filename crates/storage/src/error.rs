//! What can go wrong with the database, told apart by what a person can do about it.

use std::{error::Error, path::PathBuf};

use thiserror::Error;

/// Why the database could not be opened. Nothing was changed.
#[derive(Debug, Error)]
pub enum OpenError {
    #[error("{path} is in use by another deskbell; stop that one, or choose another DATA_DIR")]
    InUse { path: PathBuf },
    #[error(
        "{path} was written by a newer deskbell (its schema is version {version}); install that release or a later one"
    )]
    Newer { path: PathBuf, version: i64 },
    #[error(
        "{path} is not a deskbell database, or it is damaged: {reason}; restore it from a backup"
    )]
    Corrupt { path: PathBuf, reason: String },
    #[error("{path} is the database of another program; choose another DATA_DIR or DATABASE_URL")]
    Foreign { path: PathBuf },
    #[error(
        "{path} is empty where a database was expected; bring it back from a backup, or, to begin anew, remove it"
    )]
    Empty { path: PathBuf },
    #[error(
        "{path} is gone, but {left} is there; bring the database back, or, to begin anew, remove that too"
    )]
    Gone { path: PathBuf, left: PathBuf },
    #[error(
        "{path} lacks the last {missing} entries of its journal, which were acknowledged before it was stopped by force: {wal} was deleted or is damaged. Put that file back, or restore a backup; to go on without what is missing, remove {mark}"
    )]
    Lost {
        path: PathBuf,
        missing: u64,
        wal: PathBuf,
        mark: PathBuf,
    },
    #[error("the disk is full: make room for {path} and start again")]
    DiskFull { path: PathBuf },
    #[error("{path} can't be opened: {reason}")]
    Unreadable { path: PathBuf, reason: String },
}

/// Why a read or a write failed. A failed write has changed nothing.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("the disk is full")]
    DiskFull,
    #[error(
        "{path} is gone while it is in use: stop the server, bring the file back from where it was moved to or from a backup, and start again"
    )]
    Gone { path: PathBuf },
    #[error("the database refused a change that would break a promise: {0}")]
    Constraint(String),
    #[error("a row of the database can't be read: {0}")]
    Damaged(String),
    #[error("the database does not answer: {0}")]
    Database(Box<dyn Error + Send + Sync>),
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl From<uuid::Error> for StoreError {
    fn from(error: uuid::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}
