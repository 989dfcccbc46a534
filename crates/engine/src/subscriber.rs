//! Who wants to read a desk's events, and why they may not.

use domain::id::{AgentId, DeviceId};
use thiserror::Error;

/// Streams that one sign-in session may hold: tabs, and what replaces them before they are closed.
pub(crate) const STREAMS_PER_SESSION: usize = 8;

/// Who reads, and under which sign-in session.
#[derive(Clone, Debug)]
pub struct Subscriber {
    pub agent: AgentId,
    pub device: DeviceId,
    /// The session whose end is the stream's end.
    pub session: String,
}

#[derive(Debug, PartialEq, Eq, Error)]
pub enum SubscribeError {
    #[error("this agent is not on the desk")]
    UnknownAgent,
    #[error("this session has {STREAMS_PER_SESSION} streams already; close one first")]
    TooManyStreams,
    #[error("the desk can't read its journal at the moment")]
    Unavailable,
}
