//! Where the rest of the program finds its database, and which it is.

use std::{ops::Deref, path::Path, sync::Arc};

use crate::{database::Database, error::OpenError, sqlite::SqliteDatabase};

/// A database that is open, whichever it is: what can be done with it, [`Database`] says. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store(Arc<dyn Database>);

impl Store {
    /// Opens an SQLite file, creating it and bringing its schema up to date if need be.
    ///
    /// `new_epoch`: what the journal is called if it begins here, or goes on from a copy of it that lacks something.
    ///
    /// # Errors
    /// Another process has it open, it is newer than this program, damaged, lacks what it had, or can't
    /// be read.
    pub async fn open(path: &Path, new_epoch: &str) -> Result<Self, OpenError> {
        let database = SqliteDatabase::open(path, new_epoch).await?;
        Ok(Self(Arc::new(database)))
    }
}

impl Deref for Store {
    type Target = dyn Database;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}
