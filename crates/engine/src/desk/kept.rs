//! What the database has of a desk, to start it with.

use domain::{desk::Desk, time::Timestamp};
use storage::DeviceRow;

#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub desk: Desk,
    /// When the last thing happened there, by the clock of then.
    pub last_at: Option<Timestamp>,
    pub devices: Vec<DeviceRow>,
}
