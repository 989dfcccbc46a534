//! Keys of the REST interface, known by their hash alone.

use async_trait::async_trait;
use domain::{
    id::{ApiKeyId, DeskId},
    time::Timestamp,
};
use sqlx::{Row, sqlite::SqliteRow};

use super::open::SqliteDatabase;
use crate::{
    api_keys::{ApiKeyRow, ApiKeys},
    error::StoreError,
};

#[async_trait]
impl ApiKeys for SqliteDatabase {
    async fn add_api_key(&self, key: &ApiKeyRow) -> Result<(), StoreError> {
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

    async fn api_key(&self, hash: &str) -> Result<Option<ApiKeyRow>, StoreError> {
        let found = sqlx::query(
            "SELECT desk_id, id, name, hash, rate, created_at, revoked_at
             FROM api_key WHERE hash = $1 AND revoked_at IS NULL",
        )
        .bind(hash)
        .fetch_optional(self.reader())
        .await?;
        found.as_ref().map(read).transpose()
    }

    async fn is_revoked(&self, hash: &str) -> Result<bool, StoreError> {
        let found: Option<i64> = sqlx::query_scalar(
            "SELECT revoked_at FROM api_key WHERE hash = $1 AND revoked_at IS NOT NULL",
        )
        .bind(hash)
        .fetch_optional(self.reader())
        .await?;
        Ok(found.is_some())
    }

    async fn api_keys(&self, desk: DeskId) -> Result<Vec<ApiKeyRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT desk_id, id, name, hash, rate, created_at, revoked_at
             FROM api_key WHERE desk_id = $1 ORDER BY created_at, id",
        )
        .bind(desk.to_string())
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(read).collect()
    }

    async fn revoke_api_key(
        &self,
        desk: DeskId,
        id: ApiKeyId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin_write().await?;
        sqlx::query(
            "UPDATE api_key SET revoked_at = $3
             WHERE desk_id = $1 AND id = $2 AND revoked_at IS NULL",
        )
        .bind(desk.to_string())
        .bind(id.to_string())
        .bind(now.0)
        .execute(&mut *tx)
        .await?;
        tx.commit().await
    }
}

fn read(row: &SqliteRow) -> Result<ApiKeyRow, StoreError> {
    Ok(ApiKeyRow {
        desk: parse(row.try_get("desk_id")?)?,
        id: parse(row.try_get("id")?)?,
        name: row.try_get("name")?,
        hash: row.try_get("hash")?,
        rate: row.try_get("rate")?,
        created_at: Timestamp(row.try_get("created_at")?),
        revoked_at: row.try_get::<Option<i64>, _>("revoked_at")?.map(Timestamp),
    })
}

fn parse<Id>(text: &str) -> Result<Id, sqlx::Error>
where
    Id: std::str::FromStr<Err = uuid::Error>,
{
    text.parse()
        .map_err(|error: uuid::Error| sqlx::Error::Decode(Box::new(error)))
}
