//! What is remembered of a command that may be sent again.

use domain::{
    id::{AgentId, ApiKeyId, RequestId},
    time::Timestamp,
};

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
