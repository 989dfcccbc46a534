//! Whether the database does its work, found out by having it do some.

use async_trait::async_trait;
use domain::time::Timestamp;

use super::{open::SqliteDatabase, writer::Share};
use crate::{error::StoreError, readiness::Readiness};

#[async_trait]
impl Readiness for SqliteDatabase {
    async fn prove(&self, now: Timestamp) -> Result<(), StoreError> {
        self.writer().look().await?;
        self.look().await?;
        self.writer().settle(Share::All).await?;
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

    async fn look(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT epoch FROM installation")
            .fetch_one(self.reader())
            .await?;
        Ok(())
    }

    fn failed_writes(&self) -> u64 {
        self.writer().discarded()
    }
}
