//! What can go wrong with the database, told apart by what a person can do about it.

use std::{
    error::Error,
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::sqlite::room::{is_full, means_full};

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

/// SQLite's primary result codes that we tell apart.
const SQLITE_IOERR: i32 = 10;
const SQLITE_CORRUPT: i32 = 11;
const SQLITE_FULL: i32 = 13;
const SQLITE_CANTOPEN: i32 = 14;
const SQLITE_CONSTRAINT: i32 = 19;
const SQLITE_NOTADB: i32 = 26;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match primary_code(&error) {
            Some(SQLITE_FULL) => Self::DiskFull,
            Some(SQLITE_CONSTRAINT) => Self::Constraint(error.to_string()),
            Some(SQLITE_CORRUPT | SQLITE_NOTADB) => Self::Damaged(error.to_string()),
            _ => Self::Database(Box::new(error)),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error().map(|error| error.extended_code & 0xff);
        match code {
            Some(SQLITE_FULL) => Self::DiskFull,
            Some(SQLITE_CONSTRAINT) => Self::Constraint(error.to_string()),
            Some(SQLITE_CORRUPT | SQLITE_NOTADB) => Self::Damaged(error.to_string()),
            _ => Self::Database(Box::new(error)),
        }
    }
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

impl OpenError {
    pub(crate) fn from_io(path: &Path, error: &io::Error) -> Self {
        let path = path.to_owned();
        if means_full(error) {
            Self::DiskFull { path }
        } else {
            Self::Unreadable {
                path,
                reason: error.to_string(),
            }
        }
    }

    pub(crate) fn from_store(path: &Path, error: &StoreError) -> Self {
        let path = path.to_owned();
        match error {
            StoreError::DiskFull => Self::DiskFull { path },
            StoreError::Damaged(reason) => Self::Corrupt {
                path,
                reason: reason.clone(),
            },
            _ => Self::Unreadable {
                path,
                reason: error.to_string(),
            },
        }
    }

    pub(crate) fn from_database(path: PathBuf, error: &sqlx::Error) -> Self {
        let reason = error.to_string();
        match primary_code(error) {
            Some(SQLITE_CORRUPT | SQLITE_NOTADB) => Self::Corrupt { path, reason },
            Some(SQLITE_FULL) => Self::DiskFull { path },
            Some(SQLITE_IOERR | SQLITE_CANTOPEN) if is_full(&path) => Self::DiskFull { path },
            _ => Self::Unreadable { path, reason },
        }
    }
}

/// The low byte of SQLite's extended result code.
fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let code = error.as_database_error()?.code()?;
    code.parse::<i32>().ok().map(|code| code & 0xff)
}
