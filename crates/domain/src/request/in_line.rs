//! The order in which customers are served, and in which every list shows them.

use std::cmp::Reverse;

use crate::{id::RequestId, time::Timestamp};

/// A place in a line: the higher priority first, then whoever waits longest. The id breaks ties, so the
/// order is total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InLine(Reverse<u8>, Timestamp, RequestId);

impl InLine {
    /// Of one who waits.
    pub fn waiting(priority: u8, since: Timestamp, id: RequestId) -> Self {
        Self(Reverse(priority), since, id)
    }

    /// Of one who is not served before their time, whatever their priority.
    pub fn timed(at: Timestamp, id: RequestId) -> Self {
        Self(Reverse(0), at, id)
    }

    pub fn id(&self) -> RequestId {
        self.2
    }
}
