//! Who had the customer before, and what they noted for whoever has them next.

use serde::{Deserialize, Serialize};

use crate::{id::AgentId, time::Timestamp};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedBack {
    pub by: AgentId,
    pub at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<String>,
}
