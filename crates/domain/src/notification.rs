//! Whether an agent is notified, and if not, why not. The answer is stored: it is what *Notification
//! history* shows. How it is found is a rule: [`notifying`](crate::notifying).

mod decision;
mod decisions;
mod report;

pub use self::{
    decision::{Decision, Suppression},
    decisions::Decisions,
    report::{DeviceFailure, Report},
};
