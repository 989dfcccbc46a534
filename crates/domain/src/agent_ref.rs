//! The name of an agent, for whatever mentions them.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::id::AgentId;

/// Enough of an agent to name them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
pub struct AgentRef {
    pub id: AgentId,
    pub name: String,
}
