//! What became of a decision on each device, and how its offer ended. In the history and in the trace.

use domain::trace::{Channel, Stage};

use crate::wire::trace::Ending;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Courses<'a> {
    TimesIn(&'a str),
    Step { channel: Channel, stage: Stage },
    Ending(&'a Ending),
    RemovedDevice,
}
