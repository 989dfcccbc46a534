//! What is remembered of a command that may be sent again. It is written with the command's effect
//! ([`Commit`](crate::Commit)).

use async_trait::async_trait;
use domain::{
    id::{AgentId, ApiKeyId, DeskId, RequestId},
    time::Timestamp,
};

use crate::error::StoreError;

/// What a request with an Idempotency-Key was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptRow {
    pub api_key: ApiKeyId,
    /// The Idempotency-Key, as the caller sent it.
    pub key: String,
    /// Tells a repeated request from another one under the same key.
    pub body_hash: String,
    pub request: RequestId,
    /// JSON of the request as it was first received.
    pub answer: String,
    pub at: Timestamp,
}

/// A form that has had its effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PressRow {
    pub agent: AgentId,
    /// Tells one press from another, by the form and by what was sent with it.
    pub key: String,
    pub at: Timestamp,
}

/// What keeps a command from being done twice.
#[async_trait]
pub trait Repetition {
    /// What a request under this Idempotency-Key was answered.
    async fn receipt(
        &self,
        desk: DeskId,
        api_key: ApiKeyId,
        key: &str,
    ) -> Result<Option<ReceiptRow>, StoreError>;

    /// Deletes the receipts from before this moment, a few at a time; their keys may then be used anew.
    /// Answers how many there were.
    async fn forget_receipts(&self, before: Timestamp) -> Result<u64, StoreError>;

    /// Whether this press has had its effect.
    async fn is_pressed(&self, desk: DeskId, agent: AgentId, key: &str)
    -> Result<bool, StoreError>;

    /// Forgets the presses from before this moment, a few at a time.
    async fn forget_presses(&self, before: Timestamp) -> Result<(), StoreError>;
}
