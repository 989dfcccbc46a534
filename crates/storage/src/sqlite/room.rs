//! Whether there is room on the disk where the database is.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use super::beside::beside;

/// More than opening a database needs.
const ROOM: usize = 128 * 1024;

/// Whether there is no room where the database is. SQLite calls that an I/O error when it can't even
/// begin, so it is tried out.
pub(crate) fn is_full(path: &Path) -> bool {
    let probe = beside(path, "-room");
    let written = OpenOptions::new()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(&probe)
        .and_then(|mut file| {
            file.write_all(&vec![0; ROOM])?;
            file.sync_all()
        });
    // Of no use to anybody; that it stays would be found out by the next look at the folder.
    let _ = fs::remove_file(&probe);
    written.is_err_and(|error| means_full(&error))
}

pub(crate) fn means_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}
