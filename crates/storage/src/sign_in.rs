//! Credentials and the sessions of browsers. Tokens arrive here hashed; passwords as PHC strings.
//!
//! Not here: what counts as expired (the caller says from when on) and what signing in means to the
//! desk.

use std::{fmt, iter};

use domain::{
    id::{AgentId, DeskId, DeviceId},
    time::Timestamp,
};
use sqlx::{FromRow, SqliteConnection};

use crate::{error::StoreError, forgetting::STEP, open::Store, writer::WriteTransaction};

/// Sessions whose use is written in one transaction, so that nobody waits long for it.
const SEEN_AT_ONCE: usize = 250;

/// How an agent proves who they are.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    pub desk: DeskId,
    pub agent: AgentId,
    /// A PHC string.
    pub password: String,
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("desk", &self.desk)
            .field("agent", &self.agent)
            .finish_non_exhaustive()
    }
}

/// One browser in which an agent is signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct WebSession {
    /// SHA-256 of the cookie's token, in hex.
    pub token_hash: String,
    pub desk: DeskId,
    pub agent: AgentId,
    pub device: DeviceId,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
}

impl fmt::Debug for WebSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebSession")
            .field("desk", &self.desk)
            .field("agent", &self.agent)
            .field("device", &self.device)
            .finish_non_exhaustive()
    }
}

/// Sessions are over when they were last used, or began, before these moments.
#[derive(Clone, Copy, Debug)]
pub struct Expiry {
    pub unused_since: Timestamp,
    pub created_before: Timestamp,
}

impl Store {
    /// Sets the password of an agent, the first or a new one. The sessions that began with another end in
    /// the same transaction; they are returned.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] when the address belongs to another agent.
    pub async fn put_credential(
        &self,
        email: &str,
        credential: &Credential,
        now: Timestamp,
    ) -> Result<Vec<WebSession>, StoreError> {
        let mut transaction = self.begin_write().await?;
        sqlx::query(
            "INSERT INTO credential (email, desk_id, agent_id, password, changed_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (desk_id, agent_id)
             DO UPDATE SET password = excluded.password, changed_at = excluded.changed_at",
        )
        .bind(email)
        .bind(credential.desk.to_string())
        .bind(credential.agent.to_string())
        .bind(&credential.password)
        .bind(now.0)
        .execute(&mut *transaction)
        .await?;
        let ended = remove_all(&mut transaction, credential.desk, credential.agent).await?;
        self.commit_ends(transaction, hashes(&ended), None).await?;
        Ok(ended)
    }

    /// By agent: which address is theirs, the desk knows, whatever form it was written in.
    pub async fn credential_of(
        &self,
        desk: DeskId,
        agent: AgentId,
    ) -> Result<Option<Credential>, StoreError> {
        let password: Option<String> = sqlx::query_scalar(
            "SELECT password FROM credential WHERE desk_id = $1 AND agent_id = $2",
        )
        .bind(desk.to_string())
        .bind(agent.to_string())
        .fetch_optional(self.reader())
        .await?;
        Ok(password.map(|password| Credential {
            desk,
            agent,
            password,
        }))
    }

    /// Begins a session. What had begun on the same device before, whoever it was, the session that it
    /// replaces and the agent's oldest beyond `at_most` end in the same transaction; they are returned.
    pub async fn begin_session(
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

    /// By the hash of its token. One that was asked for before is in memory.
    pub async fn session(&self, token_hash: &str) -> Result<Option<WebSession>, StoreError> {
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

    /// Keeps no session in memory that nobody has used since.
    pub fn forget_unused_sessions(&self, unused_since: Timestamp) {
        self.live_sessions().sift(unused_since);
    }

    /// Writes when sessions were last used. One that has ended stays ended, and one that is known to
    /// have been used later keeps that.
    pub async fn touch_sessions(&self, seen: &[(String, Timestamp)]) -> Result<(), StoreError> {
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

    pub async fn end_session(&self, token_hash: &str) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        remove(&mut transaction, token_hash).await?;
        self.commit_ends(transaction, iter::once(token_hash), None)
            .await
    }

    /// Ends every session of an agent and says which those were.
    pub async fn end_sessions_of(
        &self,
        desk: DeskId,
        agent: AgentId,
    ) -> Result<Vec<WebSession>, StoreError> {
        let mut transaction = self.begin_write().await?;
        let ended = remove_all(&mut transaction, desk, agent).await?;
        self.commit_ends(transaction, hashes(&ended), None).await?;
        Ok(ended)
    }

    /// Ends what has expired, a few at a time, and says what that was.
    pub async fn end_expired_sessions(
        &self,
        expiry: Expiry,
    ) -> Result<Vec<WebSession>, StoreError> {
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

    /// Sessions that began by then.
    pub async fn sessions_begun_by(
        &self,
        moment: Timestamp,
    ) -> Result<Vec<WebSession>, StoreError> {
        let rows: Vec<SessionRow> = sqlx::query_as(
            "SELECT token_hash, desk_id, agent_id, device_id, created_at, seen_at
             FROM web_session WHERE created_at <= $1",
        )
        .bind(moment.0)
        .fetch_all(self.reader())
        .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Whoever has a session anywhere, each agent once.
    pub async fn agents_with_sessions(&self) -> Result<Vec<(DeskId, AgentId)>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT DISTINCT desk_id, agent_id FROM web_session")
                .fetch_all(self.reader())
                .await?;
        rows.into_iter()
            .map(|(desk, agent)| Ok((desk.parse()?, agent.parse()?)))
            .collect()
    }

    pub async fn has_sessions(&self, desk: DeskId, agent: AgentId) -> Result<bool, StoreError> {
        let count: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM web_session WHERE desk_id = $1 AND agent_id = $2",
        )
        .bind(desk.to_string())
        .bind(agent.to_string())
        .fetch_one(self.reader())
        .await?;
        Ok(count > 0)
    }

    /// How many sessions an agent has besides this one.
    pub async fn other_sessions(&self, session: &WebSession) -> Result<i64, StoreError> {
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

fn hashes(sessions: &[WebSession]) -> impl Iterator<Item = &str> {
    sessions.iter().map(|session| session.token_hash.as_str())
}

async fn remove_all(
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

#[derive(FromRow)]
struct SessionRow {
    token_hash: String,
    desk_id: String,
    agent_id: String,
    device_id: String,
    created_at: i64,
    seen_at: i64,
}

impl TryFrom<SessionRow> for WebSession {
    type Error = StoreError;

    fn try_from(row: SessionRow) -> Result<Self, Self::Error> {
        Ok(Self {
            token_hash: row.token_hash,
            desk: row.desk_id.parse()?,
            agent: row.agent_id.parse()?,
            device: row.device_id.parse()?,
            created_at: Timestamp(row.created_at),
            seen_at: Timestamp(row.seen_at),
        })
    }
}
