//! A transaction of facts that stand beside what desks decide.

use std::{
    ops::{Deref, DerefMut},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use sqlx::SqliteConnection;
use tokio::sync::OwnedMutexGuard;

use super::place::{Facts, Place};
use crate::error::StoreError;

/// A transaction that holds the write lock from its first statement on. Dropped without a commit, it
/// has changed nothing.
#[derive(Debug)]
pub(crate) struct WriteTransaction {
    /// There until the commit has taken it. Above `place`, so that it is closed before the next
    /// writer may begin.
    pub(super) connection: Option<SqliteConnection>,
    pub(super) place: OwnedMutexGuard<Place>,
    pub(super) discarded: Arc<AtomicU64>,
}

impl WriteTransaction {
    /// When this returns `Ok`, everything is on the disk; otherwise nothing has changed.
    ///
    /// # Errors
    /// The database refused or did not answer.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        sqlx::query("COMMIT").execute(&mut *self).await?;
        if let Some(connection) = self.connection.take() {
            self.place.connections.facts = Facts::Idle(connection);
        }
        Ok(())
    }
}

impl Drop for WriteTransaction {
    fn drop(&mut self) {
        if self.connection.is_some() {
            self.discarded.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Deref for WriteTransaction {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        self.connection.as_ref().expect(STILL_THERE)
    }
}

impl DerefMut for WriteTransaction {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        self.connection.as_mut().expect(STILL_THERE)
    }
}

const STILL_THERE: &str =
    "only `commit` takes the connection, and it takes the transaction with it";
