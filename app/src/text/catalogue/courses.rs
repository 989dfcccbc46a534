//! What became of a decision on each device, and how its offer ended. In the history and in the trace.

use domain::trace::{Route, Stage};

use crate::wire::trace::Ending;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Courses<'a> {
    TimesIn(&'a str),
    Step { channel: Route, stage: Stage },
    Ending(&'a Ending),
    RemovedDevice,
}
