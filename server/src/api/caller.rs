//! Who calls: a key, and the desk it belongs to.

use axum::extract::FromRequestParts;
use domain::{event::Actor, id::ApiKeyId};
use engine::DeskHandle;
use governor::clock::{Clock, DefaultClock};
use http::{HeaderMap, header, request::Parts};

use super::{key::ApiKey, problem::Problem, state::ApiState};
use crate::{client::address::Client, edge::crowd::Seat};

/// A call by a valid key that has calls left. Asking for one counts as a call, so a handler names it
/// first: nothing else is looked at for who has none.
pub struct Caller {
    pub key: ApiKeyId,
    pub desk: DeskHandle,
}

impl Caller {
    /// In whose name the desk does what this call asks.
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

/// The token of RFC 6750; the scheme's name in any case.
fn bearer(headers: &HeaderMap) -> Option<ApiKey> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    let key = key.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !key.is_empty()).then(|| ApiKey::from_text(key))
}
