//! The sessions of browsers. Tokens arrive here hashed.
//!
//! Not here: what counts as expired (the caller says from when on) and what signing in means to the
//! desk.

use async_trait::async_trait;
use domain::{
    id::{AgentId, DeskId},
    time::Timestamp,
};

use crate::{
    error::StoreError,
    web_session::{Expiry, WebSession},
};

/// Who is signed in where. A session that has ended is found by nobody once whoever ended it hears of it.
#[async_trait]
pub trait Sessions {
    /// Begins a session. What had begun on the same device before, whoever it was, the session that it
    /// replaces and the agent's oldest beyond `at_most` end in the same transaction; they are returned.
    async fn begin_session(
        &self,
        session: &WebSession,
        replaced: Option<&str>,
        at_most: u32,
    ) -> Result<Vec<WebSession>, StoreError>;

    /// By the hash of its token. One that was asked for before is in memory.
    async fn session(&self, token_hash: &str) -> Result<Option<WebSession>, StoreError>;

    /// Keeps no session in memory that nobody has used since.
    fn forget_unused_sessions(&self, unused_since: Timestamp);

    /// Writes when sessions were last used. One that has ended stays ended, and one that is known to
    /// have been used later keeps that.
    async fn touch_sessions(&self, seen: &[(String, Timestamp)]) -> Result<(), StoreError>;

    async fn end_session(&self, token_hash: &str) -> Result<(), StoreError>;

    /// Ends every session of an agent and says which those were.
    async fn end_sessions_of(
        &self,
        desk: DeskId,
        agent: AgentId,
    ) -> Result<Vec<WebSession>, StoreError>;

    /// Ends what has expired, a few at a time, and says what that was.
    async fn end_expired_sessions(&self, expiry: Expiry) -> Result<Vec<WebSession>, StoreError>;

    /// Sessions that began by then.
    async fn sessions_begun_by(&self, moment: Timestamp) -> Result<Vec<WebSession>, StoreError>;

    /// Whoever has a session anywhere, each agent once.
    async fn agents_with_sessions(&self) -> Result<Vec<(DeskId, AgentId)>, StoreError>;

    async fn has_sessions(&self, desk: DeskId, agent: AgentId) -> Result<bool, StoreError>;

    /// How many sessions an agent has besides this one.
    async fn other_sessions(&self, session: &WebSession) -> Result<i64, StoreError>;
}
