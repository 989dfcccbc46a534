//! What it means that a message was not taken: whether to try again, and what is written down.

use std::time::Duration;

use domain::device::PushFailure;
use push::{SendError, next_attempt};

/// How long to wait before one more try, of which so many have failed. `None`: it is not worth one.
pub fn patience(error: &SendError, failed: u32, left: Duration) -> Option<Duration> {
    let asked = match error {
        SendError::Busy { retry_after } | SendError::TooMany { retry_after } => *retry_after,
        SendError::Unreachable | SendError::Unanswered => None,
        SendError::Gone | SendError::Refused(_) | SendError::TooLong | SendError::Endpoint(_) => {
            return None;
        }
    };
    next_attempt(failed, asked, left)
}

/// What is written down of it.
pub fn reason(error: &SendError) -> PushFailure {
    match error {
        SendError::Gone => PushFailure::Gone,
        SendError::Refused(_) | SendError::TooLong => PushFailure::Refused,
        SendError::Endpoint(_) => PushFailure::Forbidden,
        SendError::Busy { .. } | SendError::TooMany { .. } => PushFailure::Busy,
        SendError::Unreachable | SendError::Unanswered => PushFailure::Unreachable,
    }
}
