//! One process at a time: a second one on the same file would have desks of its own, and the two would
//! drift apart.

use std::{
    fs::{File, OpenOptions, TryLockError},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use crate::error::OpenError;

/// The lock beside the file: held while the file itself may not be there yet, and what releases before
/// this one look at.
#[derive(Debug)]
pub(crate) struct NameLock(File);

/// Held until the store is closed; the system drops it when the process dies.
#[derive(Debug)]
pub(crate) struct Lock {
    name: NameLock,
    /// The database itself, whatever it is called: a symbolic or a hard link leads to the same file.
    /// This is flock(2), which SQLite's own locks don't see. Closed only after SQLite has closed the
    /// file, because closing any descriptor of a file drops SQLite's locks on it.
    file: File,
}

impl NameLock {
    pub fn take(path: &Path) -> Result<Self, OpenError> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(path.with_extension("lock"))
            .map_err(|error| OpenError::from_io(path, &error))?;
        lock(&file, path)?;
        Ok(Self(file))
    }

    /// `path`: the database, which is there by now.
    pub fn and_file(self, path: &Path) -> Result<Lock, OpenError> {
        let file = File::open(path).map_err(|error| OpenError::from_io(path, &error))?;
        lock(&file, path)?;
        Ok(Lock { name: self, file })
    }
}

impl Lock {
    /// From here on another process may open the database.
    pub fn release(&self) {
        for file in [&self.file, &self.name.0] {
            if let Err(error) = file.unlock() {
                tracing::warn!(%error, "a lock of the database is kept until this process ends");
            }
        }
    }
}

fn lock(file: &File, path: &Path) -> Result<(), OpenError> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse {
            path: path.to_owned(),
        }),
        Err(TryLockError::Error(error)) => Err(OpenError::from_io(path, &error)),
    }
}
