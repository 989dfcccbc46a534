//! The keys that have called, with how many calls each has left.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use domain::id::{ApiKeyId, DeskId};
use governor::{DefaultDirectRateLimiter, RateLimiter};
use storage::{Store, StoreError};
use thiserror::Error;

use super::{
    key::ApiKey,
    rate::{InvalidRate, Rate},
};

/// The keys that have called since the server started, by hash.
#[derive(Clone)]
pub struct Callers {
    rate: Rate,
    /// A plain lock: it is held for a look into the map, never across an await.
    known: Arc<RwLock<Known>>,
}

/// A key stays as it is once made, until it is revoked.
#[derive(Default)]
struct Known {
    by_hash: HashMap<String, Arc<KnownKey>>,
    /// How many have been revoked. What was read from the database before one more was is not
    /// remembered: it may have been just that one.
    revoked: u64,
}

/// A key that is valid.
pub struct KnownKey {
    pub id: ApiKeyId,
    pub desk: DeskId,
    pub calls: DefaultDirectRateLimiter,
}

/// Why nobody can say whether a key is valid.
#[derive(Debug, Error)]
pub enum LookupError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Rate(#[from] InvalidRate),
}

impl Callers {
    pub fn new(rate: Rate) -> Self {
        Self {
            rate,
            known: Arc::default(),
        }
    }

    /// The key behind what a caller sent, if there is one and it was not revoked.
    pub async fn find(
        &self,
        store: &Store,
        key: &ApiKey,
    ) -> Result<Option<Arc<KnownKey>>, LookupError> {
        let hash = key.hash();
        let revoked = {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(known) = known.by_hash.get(&hash) {
                return Ok(Some(known.clone()));
            }
            known.revoked
        };
        let Some(row) = store.api_key(&hash).await? else {
            return Ok(None);
        };
        let rate = match row.rate {
            Some(own) => own.parse()?,
            None => self.rate,
        };
        let fresh = Arc::new(KnownKey {
            id: row.id,
            desk: row.desk,
            calls: RateLimiter::direct(rate.quota()),
        });
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.revoked != revoked {
            return Ok(Some(fresh));
        }
        // Two first calls may come at once: the second one counts with the first one's limiter.
        Ok(Some(known.by_hash.entry(hash).or_insert(fresh).clone()))
    }

    /// A key was revoked, by its hash: the next call with it is refused.
    pub fn forget(&self, hash: &str) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.by_hash.remove(hash);
        known.revoked += 1;
    }
}
