//! One line of *Notification history*: what was decided about an agent and what their devices said.

use domain::{
    device::PushResult,
    id::RequestId,
    notification::{Decision, DeviceFailure},
    request::Kind,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    pub at: Timestamp,
    pub request: RequestId,
    pub kind: Kind,
    /// The customer's name, number or address.
    pub customer: Option<String>,
    pub decision: Decision,
    /// What became of it, for a decision to notify.
    pub delivery: Delivery,
    /// What became of it by Web Push, if it was tried.
    #[serde(default)]
    pub push: Option<PushResult>,
}

/// What the agent's devices made of one notification: the best that any of them reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage", content = "reason")]
pub enum Delivery {
    /// No device has answered.
    None,
    /// A device had it, but it was over before a popup could be shown.
    Received,
    /// The agent was looking at the desktop, so it rang there.
    InPage,
    Failed(DeviceFailure),
    Shown,
}

#[cfg(feature = "ssr")]
impl Delivery {
    /// What to tell of several devices: that one showed it outweighs that another could not.
    pub fn best_of(reports: &[domain::notification::Report]) -> Self {
        use domain::notification::Report;
        reports
            .iter()
            .max()
            .map_or(Self::None, |report| match report {
                Report::Received => Self::Received,
                Report::InPage => Self::InPage,
                Report::Failed(reason) => Self::Failed(*reason),
                Report::Shown | Report::Dismissed | Report::Clicked => Self::Shown,
            })
    }
}

/// What to tell of several devices: that one could be reached outweighs that another could not.
#[cfg(feature = "ssr")]
pub fn best_push(results: &[PushResult]) -> Option<PushResult> {
    let rank = |result: &&PushResult| match result {
        PushResult::Accepted => 2,
        PushResult::Sent => 1,
        PushResult::Failed(_) => 0,
    };
    results.iter().max_by_key(rank).copied()
}
