//! Whether the process runs, and whether it can do its work.

use axum::extract::State;
use http::StatusCode;

use crate::state::AppState;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// Everything that runs is alive, and the database reads and writes: it was made to. Its schema is that
/// of this release: it was brought up to date before the first connection was accepted, and the lock
/// keeps other releases away.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, String) {
    match state.engine.ready().await {
        Ok(()) => (StatusCode::OK, "ready".to_owned()),
        Err(trouble) => (StatusCode::SERVICE_UNAVAILABLE, trouble.to_string()),
    }
}
