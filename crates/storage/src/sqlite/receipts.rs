//! What requests with an Idempotency-Key were answered, so that a repeated one is answered alike.

use domain::{
    id::{ApiKeyId, DeskId},
    time::Timestamp,
};
use sqlx::Row;

use super::{batch::ReceiptRow, open::Store};
use crate::error::StoreError;

impl Store {
    pub async fn receipt(
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

    /// Deletes the receipts from before this moment, a few at a time; their keys may then be used anew.
    /// Answers how many there were.
    pub async fn forget_receipts(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.delete_by_and_by(
            "DELETE FROM receipt WHERE (desk_id, api_key_id, key) IN (
                 SELECT desk_id, api_key_id, key FROM receipt WHERE at < ",
            |delete| {
                delete.push_bind(before.0);
            },
        )
        .await
    }
}
