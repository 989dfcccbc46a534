//! The names of the files beside the database.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

/// What SQLite, and we, keep beside the database.
pub(crate) const BESIDE: [&str; 4] = ["-wal", "-shm", "-journal", "-mark"];

/// The name of a file beside the database.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}
