//! Who answers which path.

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};

use crate::{
    api,
    auth::layer,
    client,
    config::Config,
    edge::body::{self, Bodies},
    events, health, observe, pages,
    security::{self, host, origin},
    site,
    state::AppState,
};

/// Every route of the server. What follows a `layer` runs before what stands above it.
pub fn router(config: &Config, state: AppState) -> Router {
    let public_url = config.public_url.clone().map(Arc::new);
    let for_agents = pages::routes()
        .route("/events", get(events::stream))
        .layer(from_fn(body::require))
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(state.clone(), layer::resolve))
        .layer(from_fn_with_state(public_url.clone(), origin::check));
    // Asks for its bodies by itself: its refusals have a form of their own.
    let rest = state.rest.clone();
    Router::new()
        .merge(for_agents)
        .route("/pkg/{*path}", get(site::package))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .with_state(state)
        .nest("/api/v1", api::router(rest))
        .layer(from_fn_with_state(
            Bodies::new(config.limits.body_time),
            body::bound,
        ))
        .layer(from_fn(host::check))
        .layer(from_fn_with_state(public_url, security::guard))
        .layer(from_fn(observe::count))
        .layer(from_fn_with_state(
            Arc::new(config.proxies()),
            client::resolve,
        ))
}
