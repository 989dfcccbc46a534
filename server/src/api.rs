//! The REST interface, `/api/v1`: other systems queue requests, follow, move and cancel them.
//!
//! A handler parses what came in, makes one call of the desk and renders the answer. Everything that
//! can go wrong is a [`Problem`]. No cookies here and no sign-in sessions: a caller is a key.

mod answer;
mod body;
mod caller;
pub mod callers;
pub mod description;
mod do_not_call;
mod fields;
mod idempotency;
pub mod key;
mod problem;
pub mod rate;
mod requests;
mod specification;
pub mod state;
mod submission;

use axum::{Router, routing::get};
use http::{HeaderValue, header};
use tower_http::set_header::SetResponseHeaderLayer;

use self::{problem::Problem, state::ApiState};

/// To be nested under `/api/v1`.
pub fn router(state: ApiState) -> Router {
    let (routes, _) = description::described_routes().split_for_parts();
    routes
        .route("/openapi.json", get(description::serve))
        .fallback(async || Problem::NotFound)
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
        .with_state(state)
}
