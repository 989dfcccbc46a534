//! A session as the table has it.

use domain::time::Timestamp;
use sqlx::FromRow;

use crate::{error::StoreError, web_session::WebSession};

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
