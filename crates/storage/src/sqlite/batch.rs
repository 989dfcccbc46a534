//! What is written of a batch: the journal, with one `fsync`, and the rows of the state tables that it touches, which may
//! wait ([`Behind`](super::behind::Behind)). Each statement is written down once and stays prepared, whatever a batch has
//! of its rows.

mod house;
mod journal;
mod key;
mod notifications;
mod replies;
mod requests;
mod rows;

use domain::event::Event;
use rusqlite::Connection;

pub(crate) use self::rows::write_rows;
use self::{
    journal::write_journal,
    replies::{write_presses, write_receipts},
};
use crate::{commit::Commit, error::StoreError};

/// Whether the state tables have to take it now: their unique indexes prove that nobody else has the customer, nor
/// the agent another, and everything of a new desk refers to its row.
pub(crate) fn needs_proof(commit: &Commit<'_>) -> bool {
    commit.recorded.iter().any(|recorded| {
        matches!(
            recorded.event,
            Event::RequestConnected { .. } | Event::DeskOpened { .. }
        )
    })
}

/// What can't wait.
pub(crate) fn write_commit(connection: &Connection, commit: &Commit<'_>) -> Result<(), StoreError> {
    write_journal(connection, commit)?;
    write_receipts(connection, commit)?;
    write_presses(connection, commit)
}
