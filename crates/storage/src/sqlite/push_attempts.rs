//! What became of messages by Web Push, and what has to be known of them after a start.

use async_trait::async_trait;
use domain::{id::DeskId, time::Timestamp};

use super::open::SqliteDatabase;
use crate::{
    error::StoreError,
    push_attempts::{MessageKey, Popup, PushAttempt, PushAttempts, Unoffered},
};

#[async_trait]
impl PushAttempts for SqliteDatabase {
    async fn put_push_attempts(
        &self,
        desk: DeskId,
        attempts: &[PushAttempt],
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        for attempt in attempts {
            sqlx::query(
                "INSERT INTO push_attempt (desk_id, tag, agent_id, device_id, request_id, sent_at, at,
                     result, may_stand)
                 VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8)
                 ON CONFLICT (desk_id, tag, agent_id, device_id)
                 DO UPDATE SET at = excluded.at, result = excluded.result,
                     request_id = excluded.request_id, may_stand = excluded.may_stand",
            )
            .bind(desk.to_string())
            .bind(&attempt.tag)
            .bind(attempt.agent.to_string())
            .bind(attempt.device.to_string())
            .bind(attempt.request.to_string())
            .bind(attempt.at.0)
            .bind(serde_json::to_string(&attempt.result)?)
            .bind(i64::from(attempt.popup == Popup::MayStand))
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await
    }

    async fn note_popups_gone(
        &self,
        desk: DeskId,
        messages: &[MessageKey],
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        for message in messages {
            sqlx::query(
                "UPDATE push_attempt SET may_stand = 0
                 WHERE desk_id = $1 AND tag = $2 AND agent_id = $3 AND device_id = $4",
            )
            .bind(desk.to_string())
            .bind(&message.tag)
            .bind(message.agent.to_string())
            .bind(message.device.to_string())
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await
    }

    async fn standing_popups(&self, desk: DeskId) -> Result<Vec<PushAttempt>, StoreError> {
        let rows: Vec<(String, String, String, String, i64, String)> = sqlx::query_as(
            "SELECT tag, request_id, agent_id, device_id, at, result FROM push_attempt
             WHERE desk_id = $1 AND may_stand = 1 AND request_id IS NOT NULL",
        )
        .bind(desk.to_string())
        .fetch_all(self.reader())
        .await?;
        rows.into_iter()
            .map(|(tag, request, agent, device, at, result)| {
                Ok(PushAttempt {
                    tag,
                    request: request.parse()?,
                    agent: agent.parse()?,
                    device: device.parse()?,
                    at: Timestamp(at),
                    result: serde_json::from_str(&result)?,
                    popup: Popup::MayStand,
                })
            })
            .collect()
    }

    async fn unoffered(
        &self,
        desk: DeskId,
        since: Timestamp,
    ) -> Result<Vec<Unoffered>, StoreError> {
        let rows: Vec<(i64, String, String)> = sqlx::query_as(
            "SELECT at, request_id, decisions FROM notification
             WHERE desk_id = $1 AND at >= $2 AND offer_id IS NULL ORDER BY seq",
        )
        .bind(desk.to_string())
        .bind(since.0)
        .fetch_all(self.state().await)
        .await?;
        rows.into_iter()
            .map(|(at, request, decisions)| {
                Ok(Unoffered {
                    at: Timestamp(at),
                    request: request.parse()?,
                    decisions: serde_json::from_str(&decisions)?,
                })
            })
            .collect()
    }

    async fn forget_push_attempts(&self, before: Timestamp) -> Result<(), StoreError> {
        self.delete_by_and_by(
            "DELETE FROM push_attempt WHERE (desk_id, tag, agent_id, device_id) IN (
                 SELECT desk_id, tag, agent_id, device_id FROM push_attempt WHERE at < ",
            |delete| {
                delete.push_bind(before.0);
            },
        )
        .await
        .map(drop)
    }
}
