//! One line of *Notification history*: what was decided about an agent and what their devices said.

use domain::{
    id::RequestId,
    notification::{Decision, DeviceFailure, Report},
    request::Kind,
    time::Timestamp,
    trace::Stage,
};
use serde::Serialize;
use unpack::Unpack;

use super::trace::Course;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
pub struct HistoryEntry {
    pub at: Timestamp,
    pub request: RequestId,
    pub kind: Kind,
    /// The customer's name, number or address.
    pub customer: Option<String>,
    pub decision: Decision,
    /// What became of it, for a decision to notify.
    pub delivery: Delivery,
    /// The same device by device, with times.
    pub course: Course,
}

/// What the agent's devices made of one notification: the best that any of them reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Unpack)]
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

/// What it comes to, for the colour that goes with the words.
pub fn verdict(decision: Decision, delivery: Delivery) -> &'static str {
    match (decision, delivery) {
        (Decision::Notify, Delivery::Shown) => "shown",
        (Decision::Notify, Delivery::InPage) => "in_list",
        (Decision::Notify, Delivery::None | Delivery::Received | Delivery::Failed(_)) => {
            "not_shown"
        }
        (Decision::Suppress(_) | Decision::Unheard(_), _) => "suppressed",
    }
}

impl Delivery {
    /// What to tell of several devices: that one showed it outweighs that another could not.
    pub fn best_of(course: &Course) -> Self {
        let steps = course.deliveries.iter().flat_map(|told| &told.steps);
        let reports = steps.filter_map(|step| match step.stage {
            Stage::Reported(report) => Some(report),
            Stage::Sent | Stage::Answered(_) => None,
        });
        reports.max().map_or(Self::None, |report| match report {
            Report::Received => Self::Received,
            Report::InPage => Self::InPage,
            Report::Failed(reason) => Self::Failed(reason),
            Report::Shown | Report::Dismissed | Report::Clicked => Self::Shown,
        })
    }
}
