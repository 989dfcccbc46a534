//! The start of a database: its file, and what the last process had no time to write into the state tables.

use std::path::Path;

use super::open::SqliteDatabase;
use crate::{
    error::{OpenError, StoreError},
    state::State,
};

impl SqliteDatabase {
    pub(crate) async fn open(path: &Path, new_epoch: &str) -> Result<Self, OpenError> {
        let database = Self::open_file(path, new_epoch).await?;
        database
            .find_what_is_behind()
            .await
            .map_err(|error| OpenError::from_store(path, &error))?;
        Ok(database)
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
