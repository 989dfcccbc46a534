//! What SQLite and the system say, told apart by what a person can do about it.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::room::{is_full, means_full};
use crate::error::{OpenError, StoreError};

/// Primary result codes that we tell apart.
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

impl OpenError {
    pub(super) fn from_io(path: &Path, error: &io::Error) -> Self {
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

    pub(super) fn from_store(path: &Path, error: &StoreError) -> Self {
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

    pub(super) fn from_database(path: PathBuf, error: &sqlx::Error) -> Self {
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
