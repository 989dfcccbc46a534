//! When sessions were last used: in memory at once, in the database with the next sweep, so that no page
//! has to wait for a write.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::time::Timestamp;
use storage::{Store, StoreError};

/// What is not in the database yet, by the hash of the session's token.
#[derive(Debug, Default)]
pub(super) struct Seen {
    unwritten: Mutex<HashMap<String, Timestamp>>,
}

impl Seen {
    /// It was used now.
    pub fn note(&self, token_hash: &str, now: Timestamp) {
        self.lock().insert(token_hash.to_owned(), now);
    }

    /// When it was last used, if that is not written down yet.
    pub fn last(&self, token_hash: &str) -> Option<Timestamp> {
        self.lock().get(token_hash).copied()
    }

    /// Writes it down. What can't be written is kept for the next time.
    pub async fn write(&self, store: &Store) -> Result<(), StoreError> {
        let seen: Vec<_> = self.lock().clone().into_iter().collect();
        if seen.is_empty() {
            return Ok(());
        }
        store.touch_sessions(&seen).await?;
        let mut unwritten = self.lock();
        for (token_hash, at) in seen {
            // Unless it was used again meanwhile.
            if unwritten.get(&token_hash) == Some(&at) {
                unwritten.remove(&token_hash);
            }
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Timestamp>> {
        self.unwritten
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
