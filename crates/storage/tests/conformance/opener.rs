//! Databases for one test each.

use std::path::{Path, PathBuf};

use storage::Store;
use tempfile::TempDir;

/// A place for one database, removed in the end.
pub struct Opener {
    directory: TempDir,
}

impl Opener {
    pub fn sqlite() -> Self {
        Self {
            directory: tempfile::tempdir().expect("the system has room for temporary files"),
        }
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.path(), "first")
            .await
            .expect("a database of its own opens")
    }

    fn path(&self) -> PathBuf {
        Path::join(self.directory.path(), "deskbell.db")
    }
}
