//! What requests with an Idempotency-Key were answered, so that a repeated one is answered alike, and which forms of agents
//! have had their effect, so that one that is sent again has it once.

use async_trait::async_trait;
use domain::{
    id::{AgentId, ApiKeyId, DeskId},
    time::Timestamp,
};
use sqlx::Row;

use super::open::SqliteDatabase;
use crate::{
    error::StoreError,
    repetition::{ReceiptRow, Repetition},
};

/// Presses that one transaction deletes: nobody waits long for it.
const PRESSES: u32 = 1_000;

#[async_trait]
impl Repetition for SqliteDatabase {
    async fn receipt(
        &self,
        desk: DeskId,
        api_key: ApiKeyId,
        key: &str,
    ) -> Result<Option<ReceiptRow>, StoreError> {
        let found = sqlx::query(
            "SELECT key, body_hash, request_id, answer, at FROM receipt
             WHERE desk_id = $1 AND api_key_id = $2 AND key = $3",
        )
        .bind(desk.to_string())
        .bind(api_key.to_string())
        .bind(key)
        .fetch_optional(self.reader())
        .await?;
        let Some(row) = found else {
            return Ok(None);
        };
        let request: &str = row.try_get("request_id")?;
        Ok(Some(ReceiptRow {
            api_key,
            key: row.try_get("key")?,
            body_hash: row.try_get("body_hash")?,
            request: request
                .parse()
                .map_err(|error: uuid::Error| sqlx::Error::Decode(Box::new(error)))?,
            answer: row.try_get("answer")?,
            at: Timestamp(row.try_get("at")?),
        }))
    }

    async fn forget_receipts(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.delete_by_and_by(
            "DELETE FROM receipt WHERE (desk_id, api_key_id, key) IN (
                 SELECT desk_id, api_key_id, key FROM receipt WHERE at < ",
            |delete| {
                delete.push_bind(before.0);
            },
        )
        .await
    }

    async fn is_pressed(
        &self,
        desk: DeskId,
        agent: AgentId,
        key: &str,
    ) -> Result<bool, StoreError> {
        let found: Option<(i64,)> = sqlx::query_as(
            "SELECT at FROM press WHERE desk_id = $1 AND agent_id = $2 AND key = $3",
        )
        .bind(desk.to_string())
        .bind(agent.to_string())
        .bind(key)
        .fetch_optional(self.reader())
        .await?;
        Ok(found.is_some())
    }

    async fn forget_presses(&self, before: Timestamp) -> Result<(), StoreError> {
        loop {
            let mut tx = self.begin_write().await?;
            let forgotten = sqlx::query(
                "DELETE FROM press WHERE (desk_id, agent_id, key) IN (
                     SELECT desk_id, agent_id, key FROM press WHERE at < $1 LIMIT $2)",
            )
            .bind(before.0)
            .bind(PRESSES)
            .execute(&mut *tx)
            .await?
            .rows_affected();
            tx.commit().await?;
            if forgotten < u64::from(PRESSES) {
                return Ok(());
            }
        }
    }
}
