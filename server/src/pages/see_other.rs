//! The answer to a form that was done: another address.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

/// `path`: one of this site, begins with a slash.
pub fn see_other(path: &str) -> Response {
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}
