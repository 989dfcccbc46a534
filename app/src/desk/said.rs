//! What came of the agent's own step and shows nowhere else: said where they look, until their next one.

use domain::{customer::Customer, id::RequestId, time::Timestamp};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// The customer was called and did not answer.
    NoAnswer {
        customer: Customer,
        /// The call back that the desk has planned, if it has.
        call_back: Option<RequestId>,
    },
    /// *Later* was pressed.
    Later {
        customer: Customer,
        /// When they come back.
        until: Timestamp,
    },
}
