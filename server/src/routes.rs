//! Who answers which path.

use std::{net::IpAddr, sync::Arc};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use engine::Engine;
use push::Gateway;
use tower_http::limit::RequestBodyLimitLayer;

use crate::{
    api::{self, ApiState},
    auth::{self, Auth, Hasher},
    config::{Config, PublicUrl},
    events, health, observe,
    pages::{self, KeptForms, Renderer},
    security, site,
};

/// More than any form or call needs. Checked before a body is parsed.
const LARGEST_BODY: usize = 64 * 1024;

/// What handlers share. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub engine: Engine,
    pub auth: Auth,
    pub renderer: Renderer,
    pub push: Gateway,
    pub kept_forms: KeptForms,
    public_url: Option<Arc<PublicUrl>>,
}

/// The address that a connection comes from; put into every request where it is accepted.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

impl AppState {
    pub fn new(config: &Config, engine: Engine, hasher: Hasher, push: Gateway) -> Self {
        Self {
            auth: Auth::new(engine.clone(), hasher, config.session_lifetime),
            renderer: Renderer::default(),
            push,
            kept_forms: KeptForms::default(),
            public_url: config.public_url.clone().map(Arc::new),
            engine,
        }
    }

    pub fn public_url(&self) -> Option<&PublicUrl> {
        self.public_url.as_deref()
    }
}

/// Every route of the server. What follows a `layer` runs before what stands above it.
pub fn router(config: &Config, state: AppState) -> Router {
    let for_agents = pages::routes()
        .route("/events", get(events::stream))
        .layer(from_fn_with_state(state.clone(), auth::resolve))
        .layer(from_fn_with_state(state.clone(), security::check_origin))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY));
    // Bounds its bodies by itself: its refusals have a form of their own.
    let rest = ApiState::new(state.engine.clone(), config.api_rate);
    Router::new()
        .merge(for_agents)
        .route("/pkg/{*path}", get(site::package))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .with_state(state.clone())
        .nest("/api/v1", api::router(rest))
        .layer(from_fn_with_state(state, security::guard))
        .layer(from_fn(observe::count))
}
