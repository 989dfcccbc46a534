//! The only place that reads the clock. Driver and server share a machine, so one monotonic clock times both ends.

use std::time::{Instant, SystemTime};

use chrono::{DateTime, Utc};

#[expect(
    clippy::disallowed_methods,
    reason = "measuring is what this program is for; everything else is handed the time"
)]
pub fn now() -> Instant {
    Instant::now()
}

/// The day of a run, as `2026-11-25`.
#[expect(
    clippy::disallowed_methods,
    reason = "figures without their day can't be compared"
)]
pub fn today() -> String {
    DateTime::<Utc>::from(SystemTime::now())
        .format("%F")
        .to_string()
}
