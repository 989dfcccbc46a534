//! Keys of the REST interface, known by their hash alone.

use domain::{
    id::{ApiKeyId, DeskId},
    time::Timestamp,
};
use sqlx::Row;

use crate::{Store, StoreError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyRow {
    pub desk: DeskId,
    pub id: ApiKeyId,
    /// What the operator called it.
    pub name: String,
    /// SHA-256 of the key, in hex.
    pub hash: String,
    /// Calls a second and burst, such as `50/100`; `None`: the installation's rate.
    pub rate: Option<String>,
    pub created_at: Timestamp,
}

impl Store {
    pub async fn add_api_key(&self, key: &ApiKeyRow) -> Result<(), StoreError> {
        let mut tx = self.begin_write().await?;
        sqlx::query(
            "INSERT INTO api_key (desk_id, id, name, hash, rate, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(key.desk.to_string())
        .bind(key.id.to_string())
        .bind(&key.name)
        .bind(&key.hash)
        .bind(&key.rate)
        .bind(key.created_at.0)
        .execute(&mut *tx)
        .await?;
        tx.commit().await
    }

    /// Finds a key of any desk by the SHA-256, in hex, of what the caller sent.
    pub async fn api_key(&self, hash: &str) -> Result<Option<ApiKeyRow>, StoreError> {
        let found = sqlx::query(
            "SELECT desk_id, id, name, hash, rate, created_at FROM api_key WHERE hash = $1",
        )
        .bind(hash)
        .fetch_optional(self.reader())
        .await?;
        let Some(row) = found else {
            return Ok(None);
        };
        Ok(Some(ApiKeyRow {
            desk: parse(row.try_get("desk_id")?)?,
            id: parse(row.try_get("id")?)?,
            name: row.try_get("name")?,
            hash: row.try_get("hash")?,
            rate: row.try_get("rate")?,
            created_at: Timestamp(row.try_get("created_at")?),
        }))
    }
}

fn parse<Id>(text: &str) -> Result<Id, sqlx::Error>
where
    Id: std::str::FromStr<Err = uuid::Error>,
{
    text.parse()
        .map_err(|error: uuid::Error| sqlx::Error::Decode(Box::new(error)))
}
