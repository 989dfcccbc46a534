//! Who let a request pass that was theirs alone.

use serde::{Deserialize, Serialize};

use crate::{id::AgentId, time::Span};

/// An agent who had a request to themselves and let it pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    pub agent: AgentId,
    /// How long it was theirs.
    pub after: Span,
}
