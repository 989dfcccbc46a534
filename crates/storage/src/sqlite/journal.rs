//! Writing the journal, and reading it: what a stream missed, and the whole of it for a rebuild.

use async_trait::async_trait;
use domain::{event::Recorded, id::DeskId, time::Timestamp};
use sqlx::{Executor, Row, Sqlite};

use super::open::SqliteDatabase;
use crate::{commit::Commit, error::StoreError, journal::Journal};

#[async_trait]
impl Journal for SqliteDatabase {
    async fn commit(&self, commit: &Commit<'_>) -> Result<(), StoreError> {
        self.writer().commit(commit).await?;
        self.journal_grew(commit.recorded.len());
        Ok(())
    }

    async fn journal(
        &self,
        desk: DeskId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Recorded>, StoreError> {
        self::after(self.reader(), desk, after, limit).await
    }

    async fn happened_after(
        &self,
        desk: DeskId,
        after: u64,
    ) -> Result<Option<Timestamp>, StoreError> {
        let at: Option<i64> = sqlx::query_scalar(
            "SELECT at FROM journal WHERE desk_id = $1 AND seq > $2 ORDER BY seq LIMIT 1",
        )
        .bind(desk.to_string())
        .bind(i64::try_from(after).unwrap_or(i64::MAX))
        .fetch_optional(self.reader())
        .await?;
        Ok(at.map(Timestamp))
    }
}

/// At most `limit` events after that one, in order.
pub(crate) async fn after(
    reader: impl Executor<'_, Database = Sqlite>,
    desk: DeskId,
    seq: u64,
    limit: u32,
) -> Result<Vec<Recorded>, StoreError> {
    let rows = sqlx::query(
        "SELECT seq, at, actor, body FROM journal
         WHERE desk_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
    )
    .bind(desk.to_string())
    .bind(i64::try_from(seq).unwrap_or(i64::MAX))
    .bind(i64::from(limit))
    .fetch_all(reader)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Recorded {
                seq: u64::try_from(row.get::<i64, _>("seq")).unwrap_or(0),
                at: Timestamp(row.get("at")),
                actor: serde_json::from_str(row.get("actor"))?,
                event: serde_json::from_str(row.get("body"))?,
            })
        })
        .collect()
}
