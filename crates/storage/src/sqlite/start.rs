//! The start of a store: its file, and what the last process had no time to write into the state tables.

use std::path::Path;

use super::open::Store;
use crate::error::{OpenError, StoreError};

impl Store {
    /// Opens the file, creating it and bringing its schema up to date if need be.
    ///
    /// # Errors
    /// Another process has it open, it is newer than this program, damaged, lacks what it had, or can't
    /// be read.
    pub async fn open(path: &Path, new_epoch: &str) -> Result<Self, OpenError> {
        let store = Self::open_file(path, new_epoch).await?;
        store
            .find_what_is_behind()
            .await
            .map_err(|error| OpenError::from_store(path, &error))?;
        Ok(store)
    }

    /// Finds out what the state tables lack after a process that was killed.
    async fn find_what_is_behind(&self) -> Result<(), StoreError> {
        let behind: Vec<String> = sqlx::query_scalar(
            "SELECT id FROM desk WHERE seq < (SELECT MAX(seq) FROM journal WHERE desk_id = desk.id)",
        )
        .fetch_all(self.reader())
        .await?;
        for id in behind {
            self.load(id.parse()?).await?;
        }
        Ok(())
    }
}
