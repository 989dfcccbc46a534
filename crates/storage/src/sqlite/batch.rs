//! What is written of a batch: the journal, with one `fsync`, and the rows of the state tables that it touches, which may
//! wait ([`Behind`](super::behind::Behind)). Each statement is written down once and stays prepared, whatever a batch has
//! of its rows.

mod commit;
mod house;
mod journal;
mod key;
mod notifications;
mod repetition;
mod replies;
mod requests;
mod rows;
mod touched;

use domain::event::Event;
use rusqlite::Connection;

pub use self::{
    commit::Commit,
    repetition::{PressRow, ReceiptRow},
};
use self::{
    journal::write_journal,
    replies::{write_presses, write_receipts},
};
pub(crate) use self::{requests::email_of, rows::Rows, touched::Touched};
use crate::error::StoreError;

impl Commit<'_> {
    /// Whether the state tables have to take it now: their unique indexes prove that nobody else has the customer, nor
    /// the agent another, and everything of a new desk refers to its row.
    pub(crate) fn needs_proof(&self) -> bool {
        self.recorded.iter().any(|recorded| {
            matches!(
                recorded.event,
                Event::RequestConnected { .. } | Event::DeskOpened { .. }
            )
        })
    }

    /// What can't wait.
    pub(crate) fn write(&self, connection: &Connection) -> Result<(), StoreError> {
        write_journal(connection, self)?;
        write_receipts(connection, self)?;
        write_presses(connection, self)
    }
}
