//! The only place that reads the clock. Driver and server share a machine, so one monotonic clock times both ends.

use std::time::Instant;

#[expect(
    clippy::disallowed_methods,
    reason = "measuring is what this program is for; everything else is handed the time"
)]
pub fn now() -> Instant {
    Instant::now()
}
