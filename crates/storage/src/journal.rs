//! The journal: what a desk decided, in order. It is the one truth; everything else about a desk follows from it.

use async_trait::async_trait;
use domain::{event::Recorded, id::DeskId, time::Timestamp};

use crate::{commit::Commit, error::StoreError};

/// What desks decided: written down, and read back.
#[async_trait]
pub trait Journal {
    /// When this returns `Ok`, the events have reached the disk with the receipts and presses beside them; otherwise
    /// nothing has changed. May wait for the disk on the thread that asks: a desk has one of its own.
    ///
    /// The state tables may follow later, except where they prove something: the request of a
    /// [`RequestConnected`](domain::event::Event::RequestConnected) has one accepted offer, and its agent one live voice
    /// session, before anybody is told yes.
    ///
    /// # Errors
    /// [`StoreError::Constraint`]: somebody has the customer, the agent has another, or an event, a receipt or a press of
    /// this name is there already. Otherwise the database refused or did not answer.
    async fn commit(&self, commit: &Commit<'_>) -> Result<(), StoreError>;

    /// At most `limit` events after `after`, in order. `after` 0 begins at the start.
    async fn journal(
        &self,
        desk: DeskId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Recorded>, StoreError>;

    /// When the event after `after` happened; `None` when there is none.
    async fn happened_after(
        &self,
        desk: DeskId,
        after: u64,
    ) -> Result<Option<Timestamp>, StoreError>;
}
