//! The name of an agent, for whatever mentions them.

use serde::{Deserialize, Serialize};

use crate::id::AgentId;

/// Enough of an agent to name them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentRef {
    pub id: AgentId,
    pub name: String,
}
