//! Whether the database does its work, found out by having it do some.

use domain::time::Timestamp;

use super::open::Store;
use crate::error::StoreError;

impl Store {
    /// Reads, has the state tables catch up, writes a row of a table of its own and has it synced, and writes to the journal
    /// what is taken back in the same transaction. A database that can be read may yet be full, read-only or
    /// damaged.
    ///
    /// # Errors
    /// What a commit would have failed with.
    pub async fn prove(&self, now: Timestamp) -> Result<(), StoreError> {
        self.writer().look().await?;
        self.look().await?;
        self.settle().await?;
        let mut transaction = self.begin_write().await?;
        sqlx::query(
            "INSERT INTO readiness (one, at) VALUES (1, $1)
             ON CONFLICT (one) DO UPDATE SET at = excluded.at",
        )
        .bind(now.0)
        .execute(&mut *transaction)
        .await?;
        // By hand: the library counts the transactions that it began itself.
        sqlx::query("SAVEPOINT proof")
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT INTO journal (desk_id, seq, at, actor, kind, body)
             SELECT id, -1, $1, '', '', '' FROM desk ORDER BY id LIMIT 1",
        )
        .bind(now.0)
        .execute(&mut *transaction)
        .await?;
        sqlx::query("ROLLBACK TO proof")
            .execute(&mut *transaction)
            .await?;
        sqlx::query("RELEASE proof")
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await
    }

    /// Reads a row.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn look(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT epoch FROM installation")
            .fetch_one(self.reader())
            .await?;
        Ok(())
    }

    /// Changes whenever a write has failed: who knew that writing works knows it no longer.
    pub fn failed_writes(&self) -> u64 {
        self.writer().discarded()
    }
}
