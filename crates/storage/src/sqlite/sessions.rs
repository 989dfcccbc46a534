//! The sessions of browsers: in the table, and of those who were looked for, in memory.

use std::iter;

use async_trait::async_trait;
use domain::{
    id::{AgentId, DeskId},
    time::Timestamp,
};
use sqlx::SqliteConnection;

use super::{
    forgetting::STEP, open::SqliteDatabase, session_row::SessionRow, writer::WriteTransaction,
};
use crate::{
    error::StoreError,
    sessions::Sessions,
    web_session::{Expiry, WebSession},
};

/// Sessions whose use is written in one transaction, so that nobody waits long for it.
const SEEN_AT_ONCE: usize = 250;

#[async_trait]
impl Sessions for SqliteDatabase {
    async fn begin_session(
        &self,
        session: &WebSession,
        replaced: Option<&str>,
        at_most: u32,
    ) -> Result<Vec<WebSession>, StoreError> {
        let mut transaction = self.begin_write().await?;
        let mut ended = Vec::new();
        if let Some(token_hash) = replaced {
            ended.extend(remove(&mut transaction, token_hash).await?);
        }
        // A browser that lost its cookie can't say which session was its own.
        let on_device: Vec<SessionRow> = sqlx::query_as(
            "DELETE FROM web_session WHERE device_id = $1
             RETURNING token_hash, desk_id, agent_id, device_id, created_at, seen_at",
        )
        .bind(session.device.to_string())
        .fetch_all(&mut *transaction)
        .await?;
        for row in on_device {
            ended.push(row.try_into()?);
        }
        sqlx::query(
            "INSERT INTO web_session (token_hash, desk_id, agent_id, device_id, created_at, seen_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&session.token_hash)
        .bind(session.desk.to_string())
        .bind(session.agent.to_string())
        .bind(session.device.to_string())
        .bind(session.created_at.0)
        .bind(session.seen_at.0)
        .execute(&mut *transaction)
        .await?;
        let surplus: Vec<SessionRow> = sqlx::query_as(
            "DELETE FROM web_session WHERE token_hash IN (
                 SELECT token_hash FROM web_session
                 WHERE desk_id = $1 AND agent_id = $2 AND token_hash <> $3
                 ORDER BY created_at DESC, token_hash
                 LIMIT 1000 OFFSET $4)
             RETURNING token_hash, desk_id, agent_id, device_id, created_at, seen_at",
        )
        .bind(session.desk.to_string())
        .bind(session.agent.to_string())
        .bind(&session.token_hash)
        .bind(i64::from(at_most.saturating_sub(1)))
        .fetch_all(&mut *transaction)
        .await?;
        for row in surplus {
            ended.push(row.try_into()?);
        }
        self.commit_ends(transaction, hashes(&ended), Some(session))
            .await?;
        Ok(ended)
    }

    async fn session(&self, token_hash: &str) -> Result<Option<WebSession>, StoreError> {
        let reading = match self.live_sessions().find(token_hash) {
            Ok(known) => return Ok(Some(known)),
            Err(reading) => reading,
        };
        let row: Option<SessionRow> = sqlx::query_as(
            "SELECT token_hash, desk_id, agent_id, device_id, created_at, seen_at
             FROM web_session WHERE token_hash = $1",
        )
        .bind(token_hash)
        .fetch_optional(self.reader())
        .await?;
        let session = row.map(WebSession::try_from).transpose()?;
        if let Some(session) = &session {
            reading.remember(session);
        }
        Ok(session)
    }

    fn forget_unused_sessions(&self, unused_since: Timestamp) {
        self.live_sessions().sift(unused_since);
    }

    async fn touch_sessions(&self, seen: &[(String, Timestamp)]) -> Result<(), StoreError> {
        for some in seen.chunks(SEEN_AT_ONCE) {
            let mut transaction = self.begin_write().await?;
            for (token_hash, at) in some {
                sqlx::query(
                    "UPDATE web_session SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2",
                )
                .bind(token_hash)
                .bind(at.0)
                .execute(&mut *transaction)
                .await?;
            }
            transaction.commit().await?;
            self.live_sessions().touched(some);
        }
        Ok(())
    }

    async fn end_session(&self, token_hash: &str) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        remove(&mut transaction, token_hash).await?;
        self.commit_ends(transaction, iter::once(token_hash), None)
            .await
    }

    async fn end_sessions_of(
        &self,
        desk: DeskId,
        agent: AgentId,
    ) -> Result<Vec<WebSession>, StoreError> {
        let mut transaction = self.begin_write().await?;
        let ended = remove_all(&mut transaction, desk, agent).await?;
        self.commit_ends(transaction, hashes(&ended), None).await?;
        Ok(ended)
    }

    async fn end_expired_sessions(&self, expiry: Expiry) -> Result<Vec<WebSession>, StoreError> {
        let mut ended = Vec::new();
        loop {
            let mut transaction = self.begin_write().await?;
            let rows: Vec<SessionRow> = sqlx::query_as(
                "DELETE FROM web_session WHERE token_hash IN (
                     SELECT token_hash FROM web_session
                     WHERE seen_at <= $1 OR created_at <= $2 LIMIT $3)
                 RETURNING token_hash, desk_id, agent_id, device_id, created_at, seen_at",
            )
            .bind(expiry.unused_since.0)
            .bind(expiry.created_before.0)
            .bind(STEP)
            .fetch_all(&mut *transaction)
            .await?;
            let those = rows.iter().map(|row| row.token_hash.as_str());
            self.commit_ends(transaction, those, None).await?;
            let more = rows.len() >= usize::try_from(STEP).unwrap_or(usize::MAX);
            for row in rows {
                ended.push(row.try_into()?);
            }
            if !more {
                return Ok(ended);
            }
        }
    }

    async fn sessions_begun_by(&self, moment: Timestamp) -> Result<Vec<WebSession>, StoreError> {
        let rows: Vec<SessionRow> = sqlx::query_as(
            "SELECT token_hash, desk_id, agent_id, device_id, created_at, seen_at
             FROM web_session WHERE created_at <= $1",
        )
        .bind(moment.0)
        .fetch_all(self.reader())
        .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    async fn agents_with_sessions(&self) -> Result<Vec<(DeskId, AgentId)>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT DISTINCT desk_id, agent_id FROM web_session")
                .fetch_all(self.reader())
                .await?;
        rows.into_iter()
            .map(|(desk, agent)| Ok((desk.parse()?, agent.parse()?)))
            .collect()
    }

    async fn has_sessions(&self, desk: DeskId, agent: AgentId) -> Result<bool, StoreError> {
        let count: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM web_session WHERE desk_id = $1 AND agent_id = $2",
        )
        .bind(desk.to_string())
        .bind(agent.to_string())
        .fetch_one(self.reader())
        .await?;
        Ok(count > 0)
    }

    async fn other_sessions(&self, session: &WebSession) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT COUNT(*) FROM web_session
             WHERE desk_id = $1 AND agent_id = $2 AND token_hash <> $3",
        )
        .bind(session.desk.to_string())
        .bind(session.agent.to_string())
        .bind(&session.token_hash)
        .fetch_one(self.reader())
        .await?)
    }
}

impl SqliteDatabase {
    /// The one way to end sessions: they end in memory, too.
    pub(crate) async fn commit_ends<'hash>(
        &self,
        transaction: WriteTransaction,
        ended: impl Iterator<Item = &'hash str>,
        begun: Option<&WebSession>,
    ) -> Result<(), StoreError> {
        let change = self.live_sessions().change();
        transaction.commit().await?;
        change.committed(ended, begun);
        Ok(())
    }
}

pub(crate) fn hashes(sessions: &[WebSession]) -> impl Iterator<Item = &str> {
    sessions.iter().map(|session| session.token_hash.as_str())
}

pub(crate) async fn remove_all(
    transaction: &mut SqliteConnection,
    desk: DeskId,
    agent: AgentId,
) -> Result<Vec<WebSession>, StoreError> {
    let rows: Vec<SessionRow> = sqlx::query_as(
        "DELETE FROM web_session WHERE desk_id = $1 AND agent_id = $2
         RETURNING token_hash, desk_id, agent_id, device_id, created_at, seen_at",
    )
    .bind(desk.to_string())
    .bind(agent.to_string())
    .fetch_all(&mut *transaction)
    .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

async fn remove(
    transaction: &mut SqliteConnection,
    token_hash: &str,
) -> Result<Option<WebSession>, StoreError> {
    let row: Option<SessionRow> = sqlx::query_as(
        "DELETE FROM web_session WHERE token_hash = $1
         RETURNING token_hash, desk_id, agent_id, device_id, created_at, seen_at",
    )
    .bind(token_hash)
    .fetch_optional(transaction)
    .await?;
    row.map(TryInto::try_into).transpose()
}
