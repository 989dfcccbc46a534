//! What is decided together, and has reached the disk together.

use domain::{desk::Desk, event::Recorded, id::DeskId};

use super::repetition::{PressRow, ReceiptRow};

/// The events of any number of commands, and the desk as it stands after them.
#[derive(Debug)]
pub struct Commit<'batch> {
    pub desk: DeskId,
    pub recorded: &'batch [Recorded],
    pub after: &'batch Desk,
    pub receipts: &'batch [ReceiptRow],
    pub presses: &'batch [PressRow],
}

pub(super) fn number(seq: u64) -> i64 {
    i64::try_from(seq)
        .expect("a journal of 2^63 events would take longer than the universe has had")
}
