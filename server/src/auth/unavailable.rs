//! Why it can't be said now who is asking.

use axum::response::{IntoResponse, Response};
use engine::CommandError;
use http::{HeaderValue, StatusCode, header};
use storage::StoreError;
use thiserror::Error;

/// The database or the desk can't answer now; it is worth trying again.
#[derive(Debug, Error)]
#[error("the server can't answer at the moment")]
pub struct Unavailable;

impl From<StoreError> for Unavailable {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "sign-in data can't be read or written");
        Self
    }
}

impl From<CommandError> for Unavailable {
    fn from(error: CommandError) -> Self {
        tracing::warn!(%error, "the desk did not take a sign-in or sign-out");
        Self
    }
}

impl IntoResponse for Unavailable {
    fn into_response(self) -> Response {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            [(header::RETRY_AFTER, HeaderValue::from_static("2"))],
            self.to_string(),
        )
            .into_response()
    }
}
