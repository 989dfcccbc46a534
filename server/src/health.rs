//! Whether the process runs, and whether it can do its work.

use axum::extract::State;
use http::StatusCode;

use crate::routes::AppState;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// The database answers too. Its schema is that of this release: it was brought up to date before the
/// first connection was accepted, and the lock keeps other releases away.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    if state.engine.store().is_ready().await {
        (StatusCode::OK, "ready")
    } else {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database does not answer",
        )
    }
}
