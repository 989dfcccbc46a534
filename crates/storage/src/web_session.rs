//! One browser in which an agent is signed in, as the table has it.

use std::fmt;

use domain::{
    id::{AgentId, DeskId, DeviceId},
    time::Timestamp,
};
use sqlx::FromRow;

use crate::error::StoreError;

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

#[derive(FromRow)]
pub(crate) struct SessionRow {
    pub token_hash: String,
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
