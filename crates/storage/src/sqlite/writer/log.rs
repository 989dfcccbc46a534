//! The write-ahead log: how long it is.

use std::{
    fs::OpenOptions,
    io::{self, Read},
    path::Path,
};

/// A write-ahead log that had to grow beyond this, because somebody was reading meanwhile, is cut down to it when it
/// begins anew.
pub(crate) const LOG_KEPT: u32 = 16 * 1024 * 1024;
/// Pages of the log at which whoever commits writes them into the database. The thread of checkpoints has done most of it by
/// then.
pub(crate) const LOG_PAGES: u32 = 4_000;

/// Makes it as long as it will be. With zeros: they are the end of any log.
pub(super) fn lengthen(log: &Path) -> io::Result<()> {
    let mut log = OpenOptions::new().append(true).open(log)?;
    let before = log.metadata()?.len();
    let missing = u64::from(LOG_KEPT).saturating_sub(before);
    io::copy(&mut io::repeat(0).take(missing), &mut log)
        .and_then(|_| log.sync_data())
        // What was written of them is taken back if it can be, and does no harm if not.
        .inspect_err(|_| drop(log.set_len(before)))
}
