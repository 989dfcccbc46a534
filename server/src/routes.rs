//! Who answers which path.

use std::sync::Arc;

use axum::{Router, middleware::from_fn_with_state, routing::get};

use crate::{
    api,
    config::Config,
    edge::body::Bodies,
    events,
    gate::{self, Gate},
    health, pages, site,
    state::AppState,
};

/// Every route of the server. What follows a `layer` runs before what stands above it.
pub fn router(config: &Config, state: AppState) -> Router {
    let for_agents = pages::routes()
        .route("/events", get(events::stream))
        .layer(from_fn_with_state(state.clone(), gate::agents));
    let for_everybody = Gate {
        proxies: config.proxies(),
        public_url: config.public_url.clone().map(Arc::new),
        bodies: Bodies::new(config.limits.body_time),
    };
    // Asks for its bodies by itself: its refusals have a form of their own.
    let rest = state.rest.clone();
    Router::new()
        .merge(for_agents)
        .route("/pkg/{*path}", get(site::package))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .with_state(state)
        .nest("/api/v1", api::router(rest))
        .layer(from_fn_with_state(Arc::new(for_everybody), gate::everybody))
}
