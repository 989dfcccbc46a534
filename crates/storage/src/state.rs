//! The state tables: desks as they stand. They say nothing that the journal doesn't.

use async_trait::async_trait;
use domain::{
    desk::Desk,
    id::{DeskId, RequestId},
    request::Request,
};

use crate::{commit::Commit, error::StoreError};

/// Desks as they stand.
#[async_trait]
pub trait State {
    async fn desks(&self) -> Result<Vec<DeskId>, StoreError>;

    /// The desk as the journal has left it: what lives, not what has ended. Quick however long the journal is.
    async fn load(&self, id: DeskId) -> Result<Desk, StoreError>;

    /// A request whether it lives or ended long ago.
    async fn request(&self, desk: DeskId, id: RequestId) -> Result<Option<Request>, StoreError>;

    /// How many events the state tables are behind the journal.
    fn behind(&self) -> usize;

    /// Writes what the state tables lack, which costs some time and waits for no disk. Who reads them has it done by
    /// themselves; done now and then by whoever commits, it is little each time.
    ///
    /// # Errors
    /// The database refused or did not answer. Nothing is lost: it is tried again with the next one.
    async fn settle(&self) -> Result<(), StoreError>;

    /// The same, but only so much that nobody waits long for it; what is left waits for the next time.
    ///
    /// # Errors
    /// As of [`settle`](Self::settle).
    async fn settle_some(&self) -> Result<(), StoreError>;

    /// Writes the state tables again from a desk and the journal that made it. For the test that
    /// compares what is stored with what the journal says.
    #[doc(hidden)]
    async fn rewrite_state(&self, commit: &Commit<'_>) -> Result<(), StoreError>;
}
