//! One browser in which an agent is signed in.

use std::fmt;

use domain::{
    id::{AgentId, DeskId, DeviceId},
    time::Timestamp,
};

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
