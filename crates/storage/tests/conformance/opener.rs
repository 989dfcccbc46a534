//! Databases for one test each.

use std::path::{Path, PathBuf};

use storage::Store;
use tempfile::TempDir;

use crate::opened::Opened;

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

    pub fn of_each_kind() -> [Self; 1] {
        [Self::sqlite()]
    }

    pub async fn open(&self) -> Opened {
        let path = self.path();
        let store = Store::open(&path, "first").await;
        Opened::sqlite(store.expect("a database of its own opens"), &path)
    }

    fn path(&self) -> PathBuf {
        Path::join(self.directory.path(), "deskbell.db")
    }
}
