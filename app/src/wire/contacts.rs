//! What a customer wanted before, as the agent who has them now reads it, and who had them for what they want now.

use domain::{
    id::RequestId,
    request::{Kind, Outcome},
    time::Timestamp,
};
use serde::Serialize;
use unpack::Unpack;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
pub struct Contact {
    pub request: RequestId,
    pub kind: Kind,
    /// When it ended, or an agent let go of it.
    pub at: Timestamp,
    pub end: ContactEnd,
    /// Who had the customer.
    pub agent: Option<String>,
    pub note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case", tag = "state", content = "outcome")]
pub enum ContactEnd {
    Closed(Outcome),
    /// The customer gave up, or the desk did: a call back is planned then.
    Abandoned,
    /// Nobody took it.
    Expired,
    Cancelled,
    /// An agent who had the customer handed them back: the request went on.
    HandedBack,
}
