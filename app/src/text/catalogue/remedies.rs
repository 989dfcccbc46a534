//! Why a device shows nothing, and what to do about it step by step.

use crate::device::{remedy::Step, state::DeviceState, user_agent::UserAgent};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedies<'a> {
    /// Nothing where the device shows what it is told to.
    Reason(DeviceState),
    Step {
        step: Step,
        browser: &'a UserAgent,
    },
}
