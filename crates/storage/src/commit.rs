//! What is decided together, and has reached the disk together.

use domain::{desk::Desk, event::Recorded, id::DeskId};

use crate::repetition::{PressRow, ReceiptRow};

/// The events of any number of commands, and the desk as it stands after them.
#[derive(Debug)]
pub struct Commit<'batch> {
    pub desk: DeskId,
    pub recorded: &'batch [Recorded],
    pub after: &'batch Desk,
    pub receipts: &'batch [ReceiptRow],
    pub presses: &'batch [PressRow],
}
