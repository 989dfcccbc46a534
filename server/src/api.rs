//! The REST interface, `/api/v1`: other systems queue requests, follow, move and cancel them.
//!
//! A handler parses what came in, makes one call of the desk and renders the answer. Everything that
//! can go wrong is a [`Problem`]. No cookies here and no sign-in sessions: a caller is a key.

mod answer;
mod body;
mod caller;
mod do_not_call;
mod fields;
mod idempotency;
mod key;
mod problem;
mod rate;
mod requests;
mod specification;
mod submission;

use axum::{Router, routing::get};
use engine::Engine;
use http::{HeaderValue, header};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::problem::Problem;
pub use self::{caller::Callers, key::ApiKey, rate::Rate, specification::openapi};

/// What the handlers share.
#[derive(Clone)]
pub struct ApiState {
    engine: Engine,
    callers: Callers,
}

impl ApiState {
    /// `rate`: for every key that has none of its own.
    pub fn new(engine: Engine, rate: Rate) -> Self {
        Self {
            engine,
            callers: Callers::new(rate),
        }
    }

    pub fn callers(&self) -> &Callers {
        &self.callers
    }
}

/// To be nested under `/api/v1`.
pub fn router(state: ApiState) -> Router {
    let (routes, _) = described_routes().split_for_parts();
    routes
        .route("/openapi.json", get(specification::serve))
        .fallback(async || Problem::NotFound)
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
        .with_state(state)
}

/// The routes together with their description: neither can have one that the other lacks.
fn described_routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::with_openapi(specification::preamble())
        .routes(routes!(requests::create))
        .routes(routes!(requests::read))
        .routes(routes!(requests::cancel))
        .routes(routes!(requests::reschedule))
        .routes(routes!(do_not_call::list, do_not_call::add))
        .routes(routes!(do_not_call::remove))
}
