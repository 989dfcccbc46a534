//! A call that the desk owes a customer: which attempt it is, and how many a team makes. When one is
//! owed is a rule: [`owed_call`](crate::owed_call).

use serde::{Deserialize, Serialize};

use crate::{
    id::RequestId,
    time::{Span, Timestamp},
};

/// How often and how soon a team calls back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    pub attempts: u8,
    /// After the first call without an answer.
    pub first_delay: Span,
    /// After the second. From the third on it is the next opening.
    pub second_delay: Span,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            attempts: 3,
            first_delay: Span::minutes(15),
            second_delay: Span::minutes(120),
        }
    }
}

/// What is known of a call-back beside the request itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallBack {
    /// From 1.
    pub attempt: u8,
    pub of: u8,
    /// Calls to this customer that nobody answered, on either side.
    pub unanswered: u8,
    /// When the customer first asked to be served.
    pub first_asked_at: Timestamp,
    /// The request that it makes good for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub follows: Option<RequestId>,
    pub time_chosen_by: Chooser,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chooser {
    Customer,
    Desk,
}

impl CallBack {
    /// The first attempt of a call-back that a customer asks for.
    pub fn asked_for(policy: Policy, now: Timestamp, time_chosen_by: Chooser) -> Self {
        Self {
            attempt: 1,
            of: policy.attempts.max(1),
            unanswered: 0,
            first_asked_at: now,
            follows: None,
            time_chosen_by,
        }
    }
}
