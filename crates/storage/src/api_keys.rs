//! Keys of the REST interface, known by their hash alone.

use async_trait::async_trait;
use domain::{
    id::{ApiKeyId, DeskId},
    time::Timestamp,
};

use crate::error::StoreError;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyRow {
    pub desk: DeskId,
    pub id: ApiKeyId,
    /// What the operator called it.
    pub name: String,
    /// SHA-256 of the key, in hex.
    pub hash: String,
    /// Calls a second and burst, such as `50/100`; `None`: the installation's rate.
    pub rate: Option<String>,
    pub created_at: Timestamp,
    /// From then on it opens nothing.
    pub revoked_at: Option<Timestamp>,
}

/// The keys of integrators.
#[async_trait]
pub trait ApiKeys {
    async fn add_api_key(&self, key: &ApiKeyRow) -> Result<(), StoreError>;

    /// Finds a key of any desk that opens something, by the SHA-256, in hex, of what the caller sent.
    async fn api_key(&self, hash: &str) -> Result<Option<ApiKeyRow>, StoreError>;

    /// Whether a key was revoked: it can't be added again.
    async fn is_revoked(&self, hash: &str) -> Result<bool, StoreError>;

    /// All keys of a desk, the oldest first, revoked ones too.
    async fn api_keys(&self, desk: DeskId) -> Result<Vec<ApiKeyRow>, StoreError>;

    /// Takes a key away. One that was revoked before keeps the time of it.
    async fn revoke_api_key(
        &self,
        desk: DeskId,
        id: ApiKeyId,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
