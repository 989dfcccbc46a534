//! What became of messages by Web Push, and what has to be known of them after a start.

use async_trait::async_trait;
use domain::{
    device::PushResult,
    id::{AgentId, DeskId, DeviceId, RequestId},
    notification::Decisions,
    time::Timestamp,
};

use crate::error::StoreError;

/// What became of one message to one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushAttempt {
    /// The tag of the popup: the offer's id, or the request's where nobody could be offered it.
    pub tag: String,
    pub request: RequestId,
    pub agent: AgentId,
    pub device: DeviceId,
    pub at: Timestamp,
    pub result: PushResult,
    pub popup: Popup,
}

/// Which message of a desk: of each tag a device has one at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageKey {
    pub tag: String,
    pub agent: AgentId,
    pub device: DeviceId,
}

/// Whether a device shows the popup of a message, as far as can be known from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Popup {
    MayStand,
    /// It never came, or was taken back, or a page has seen to it.
    Gone,
}

/// A request that could be offered to nobody, and why, agent by agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unoffered {
    pub at: Timestamp,
    pub request: RequestId,
    pub decisions: Decisions,
}

/// Messages by Web Push.
#[async_trait]
pub trait PushAttempts {
    /// Writes what became of messages; a later word about the same message replaces the earlier, and
    /// leaves alone when it was first sent.
    async fn put_push_attempts(
        &self,
        desk: DeskId,
        attempts: &[PushAttempt],
    ) -> Result<(), StoreError>;

    /// The popups of these messages are gone; what became of the messages themselves stays.
    async fn note_popups_gone(
        &self,
        desk: DeskId,
        messages: &[MessageKey],
    ) -> Result<(), StoreError>;

    /// Messages whose popup may stand.
    async fn standing_popups(&self, desk: DeskId) -> Result<Vec<PushAttempt>, StoreError>;

    /// What could be offered to nobody, from `since` on, in its order.
    async fn unoffered(&self, desk: DeskId, since: Timestamp)
    -> Result<Vec<Unoffered>, StoreError>;

    /// Forgets what became of messages whose result was known before then, on every desk.
    async fn forget_push_attempts(&self, before: Timestamp) -> Result<(), StoreError>;
}
