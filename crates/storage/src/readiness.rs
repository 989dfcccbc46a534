//! Whether the database does its work, found out by having it do some.

use async_trait::async_trait;
use domain::time::Timestamp;

use crate::error::StoreError;

/// Whether the database does its work.
#[async_trait]
pub trait Readiness {
    /// Reads, has the state tables catch up, writes a row of a table of its own and has it synced, and writes to the journal
    /// what is taken back in the same transaction. A database that can be read may yet be full, read-only or
    /// damaged.
    ///
    /// # Errors
    /// What a commit would have failed with.
    async fn prove(&self, now: Timestamp) -> Result<(), StoreError>;

    /// Reads a row.
    ///
    /// # Errors
    /// The database does not answer.
    async fn look(&self) -> Result<(), StoreError>;

    /// Changes whenever a write has failed: who knew that writing works knows it no longer.
    fn failed_writes(&self) -> u64;
}
