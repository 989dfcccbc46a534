//! Who calls: a key, the desk it belongs to, and how many calls it has left.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use axum::extract::FromRequestParts;
use domain::{
    event::Actor,
    id::{ApiKeyId, DeskId},
};
use engine::DeskHandle;
use governor::{
    DefaultDirectRateLimiter, RateLimiter,
    clock::{Clock, DefaultClock},
};
use http::{HeaderMap, header, request::Parts};
use storage::{Store, StoreError};

use crate::client::Client;

use super::{ApiKey, ApiState, Problem, Rate};
use crate::edge::Seat;

/// A call by a valid key that has calls left. Asking for one counts as a call, so a handler names it
/// first: nothing else is looked at for who has none.
pub struct Caller {
    pub key: ApiKeyId,
    pub desk: DeskHandle,
}

impl Caller {
    pub fn actor(&self) -> Actor {
        Actor::ApiKey(self.key)
    }
}

impl FromRequestParts<ApiState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let key = bearer(&parts.headers).ok_or(Problem::Unauthorized)?;
        let known = state
            .callers
            .find(state.engine.store(), &key)
            .await
            .map_err(|error| {
                tracing::error!(%error, "a key could not be looked up");
                Problem::Unavailable
            })?
            .ok_or_else(|| {
                // Not the key: it may be one of ours with a typing mistake, or somebody's password.
                let client = parts.extensions.get::<Client>().map(|client| client.0);
                tracing::info!(client = ?client, "a key was refused");
                Problem::Unauthorized
            })?;
        if let Some(seat) = parts.extensions.get::<Seat>() {
            seat.prove();
        }
        known.calls.check().map_err(|until| {
            Problem::RateLimited(until.wait_time_from(DefaultClock::default().now()))
        })?;
        let desk = state.engine.desk(known.desk).ok_or(Problem::Unavailable)?;
        Ok(Self {
            key: known.id,
            desk,
        })
    }
}

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

struct KnownKey {
    id: ApiKeyId,
    desk: DeskId,
    calls: DefaultDirectRateLimiter,
}

#[derive(Debug, thiserror::Error)]
enum LookupError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Rate(#[from] super::rate::InvalidRate),
}

impl Callers {
    pub fn new(rate: Rate) -> Self {
        Self {
            rate,
            known: Arc::default(),
        }
    }

    async fn find(
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

/// The token of RFC 6750; the scheme's name in any case.
fn bearer(headers: &HeaderMap) -> Option<ApiKey> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    let key = key.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !key.is_empty()).then(|| ApiKey::from_text(key))
}
