//! Devices, and where push services take messages for them.

use async_trait::async_trait;
use domain::{
    device::{Device, Page, Permission, PushSubscription},
    id::{AgentId, DeskId, DeviceId},
    switch::Switch,
    time::Timestamp,
    zone::Zone,
};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{FromRow, SqliteConnection};

use super::open::SqliteDatabase;
use crate::{
    devices::{DeviceRow, Devices},
    error::StoreError,
};

#[async_trait]
impl Devices for SqliteDatabase {
    async fn devices(&self, desk: DeskId) -> Result<Vec<DeviceRow>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT device.agent_id, device.id, device.name, device.user_agent, device.language,
                 device.utc_offset, device.time_zone, device.created_at, device.seen_at, device.shown_at,
                 device.permission, device.web_push, push_subscription.endpoint,
                 push_subscription.p256dh, push_subscription.auth
             FROM device LEFT JOIN push_subscription
                 ON push_subscription.desk_id = device.desk_id
                 AND push_subscription.agent_id = device.agent_id
                 AND push_subscription.device_id = device.id
             WHERE device.desk_id = $1",
        )
        .bind(desk.to_string())
        .fetch_all(self.reader())
        .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    async fn add_device(
        &self,
        desk: DeskId,
        agent: AgentId,
        device: &Device,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        sqlx::query(
            "INSERT INTO device (desk_id, agent_id, id, name, user_agent, language, utc_offset,
                 created_at, seen_at, shown_at, permission, web_push, time_zone)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             ON CONFLICT (desk_id, agent_id, id) DO NOTHING",
        )
        .bind(desk.to_string())
        .bind(agent.to_string())
        .bind(device.id.to_string())
        .bind(&device.name)
        .bind(&device.page.user_agent)
        .bind(&device.page.language)
        .bind(device.page.utc_offset)
        .bind(device.created_at.0)
        .bind(device.seen_at.0)
        .bind(device.shown_at.map(|at| at.0))
        .bind(word(device.permission)?)
        .bind(word(device.web_push)?)
        .bind(device.page.zone.map(Zone::name))
        .execute(&mut *transaction)
        .await?;
        update(&mut transaction, desk, agent, device).await?;
        transaction.commit().await
    }

    async fn put_devices(
        &self,
        desk: DeskId,
        devices: &[(AgentId, Device)],
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        for (agent, device) in devices {
            update(&mut transaction, desk, *agent, device).await?;
        }
        transaction.commit().await
    }

    async fn remove_device(
        &self,
        desk: DeskId,
        agent: AgentId,
        device: DeviceId,
    ) -> Result<Vec<String>, StoreError> {
        let mut transaction = self.begin_write().await?;
        let ended: Vec<String> = sqlx::query_scalar(
            "DELETE FROM web_session WHERE desk_id = $1 AND agent_id = $2 AND device_id = $3
             RETURNING token_hash",
        )
        .bind(desk.to_string())
        .bind(agent.to_string())
        .bind(device.to_string())
        .fetch_all(&mut *transaction)
        .await?;
        sqlx::query("DELETE FROM device WHERE desk_id = $1 AND agent_id = $2 AND id = $3")
            .bind(desk.to_string())
            .bind(agent.to_string())
            .bind(device.to_string())
            .execute(&mut *transaction)
            .await?;
        let those = ended.iter().map(String::as_str);
        self.commit_ends(transaction, those, None).await?;
        Ok(ended)
    }

    async fn put_push_subscription(
        &self,
        desk: DeskId,
        agent: AgentId,
        device: DeviceId,
        push: &PushSubscription,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        sqlx::query(
            "DELETE FROM push_subscription
             WHERE endpoint = $1 OR (desk_id = $2 AND agent_id = $3 AND device_id = $4)",
        )
        .bind(&push.endpoint)
        .bind(desk.to_string())
        .bind(agent.to_string())
        .bind(device.to_string())
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "INSERT INTO push_subscription (endpoint, desk_id, agent_id, device_id, p256dh, auth, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&push.endpoint)
        .bind(desk.to_string())
        .bind(agent.to_string())
        .bind(device.to_string())
        .bind(&push.p256dh)
        .bind(&push.auth)
        .bind(now.0)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await
    }

    async fn remove_push_subscription(
        &self,
        desk: DeskId,
        agent: AgentId,
        device: DeviceId,
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        sqlx::query(
            "DELETE FROM push_subscription
             WHERE desk_id = $1 AND agent_id = $2 AND device_id = $3",
        )
        .bind(desk.to_string())
        .bind(agent.to_string())
        .bind(device.to_string())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await
    }

    async fn remove_all_push_subscriptions(&self) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        sqlx::query("DELETE FROM push_subscription")
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await
    }
}

async fn update(
    transaction: &mut SqliteConnection,
    desk: DeskId,
    agent: AgentId,
    device: &Device,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE device SET name = $4, user_agent = $5, language = $6, utc_offset = $7,
             seen_at = $8, shown_at = $9, permission = $10, web_push = $11,
             time_zone = $12
         WHERE desk_id = $1 AND agent_id = $2 AND id = $3",
    )
    .bind(desk.to_string())
    .bind(agent.to_string())
    .bind(device.id.to_string())
    .bind(&device.name)
    .bind(&device.page.user_agent)
    .bind(&device.page.language)
    .bind(device.page.utc_offset)
    .bind(device.seen_at.0)
    .bind(device.shown_at.map(|at| at.0))
    .bind(word(device.permission)?)
    .bind(word(device.web_push)?)
    .bind(device.page.zone.map(Zone::name))
    .execute(transaction)
    .await?;
    Ok(())
}

#[derive(FromRow)]
struct Row {
    agent_id: String,
    id: String,
    name: Option<String>,
    user_agent: String,
    language: String,
    utc_offset: Option<i32>,
    time_zone: Option<String>,
    created_at: i64,
    seen_at: i64,
    shown_at: Option<i64>,
    permission: String,
    web_push: String,
    endpoint: Option<String>,
    p256dh: Option<String>,
    auth: Option<String>,
}

impl TryFrom<Row> for DeviceRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, Self::Error> {
        let push = match (row.endpoint, row.p256dh, row.auth) {
            (Some(endpoint), Some(p256dh), Some(auth)) => Some(PushSubscription {
                endpoint,
                p256dh,
                auth,
            }),
            _ => None,
        };
        Ok(Self {
            agent: row.agent_id.parse()?,
            device: Device {
                id: row.id.parse()?,
                name: row.name,
                page: Page {
                    user_agent: row.user_agent,
                    language: row.language,
                    utc_offset: row.utc_offset,
                    // A zone of a later release is not known to this one.
                    zone: row.time_zone.and_then(|name| name.parse().ok()),
                },
                created_at: Timestamp(row.created_at),
                seen_at: Timestamp(row.seen_at),
                shown_at: row.shown_at.map(Timestamp),
                permission: read_word::<Permission>(row.permission)?,
                web_push: read_word::<Switch>(row.web_push)?,
            },
            push,
        })
    }
}

/// The plain name of a variant, as the stream writes it.
fn word(value: impl Serialize) -> Result<String, StoreError> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(StoreError::Damaged(format!("{other} is no word"))),
    }
}

fn read_word<T: DeserializeOwned>(word: String) -> Result<T, StoreError> {
    Ok(serde_json::from_value(serde_json::Value::String(word))?)
}
