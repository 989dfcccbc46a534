//! Whether the database is still where it was opened. A file that somebody deletes or moves away goes on taking
//! what is written, as long as it is open, and everything is lost with the process.

use std::{
    fs::{self, Metadata},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use rustix::fs::{Access, access};

use super::beside::beside;
use crate::error::StoreError;

#[derive(Clone, Debug)]
pub(crate) struct Whereabouts {
    path: PathBuf,
    log: PathBuf,
    /// Which file it is, whatever it is called.
    identity: Option<(u64, u64)>,
}

impl Whereabouts {
    pub fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            log: beside(path, "-wal"),
            identity: fs::metadata(path).ok().map(|file| identity(&file)),
        }
    }

    /// Costs a look at the folder, which the system has in memory.
    ///
    /// # Errors
    /// The name leads nowhere any more, or to another file.
    pub fn check(&self) -> Result<(), StoreError> {
        let found = fs::metadata(&self.path).ok().map(|file| identity(&file));
        if found.is_some() && found == self.identity {
            Ok(())
        } else {
            Err(gone(&self.path))
        }
    }

    /// The same of the log, which is there as long as a connection is open. Nothing more is asked about it: systems
    /// that tell exactly when a file was changed write that down at the next sync, once somebody has asked, and then the
    /// sync takes half as long again.
    ///
    /// # Errors
    /// It is not there any more.
    pub fn check_log(&self) -> Result<(), StoreError> {
        if access(&self.log, Access::EXISTS).is_ok() {
            Ok(())
        } else {
            Err(gone(&self.log))
        }
    }
}

fn gone(path: &Path) -> StoreError {
    StoreError::Gone {
        path: path.to_owned(),
    }
}

fn identity(file: &Metadata) -> (u64, u64) {
    (file.dev(), file.ino())
}
