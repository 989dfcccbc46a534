//! Who answers which path.

use std::{net::IpAddr, sync::Arc};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use engine::Engine;
use http::HeaderMap;
use push::Gateway;

use crate::{
    api::{self, ApiState},
    auth::{self, Auth, CookieNames, Cookies, Hasher},
    client::{self, TrustedProxies},
    config::{Config, PublicUrl},
    edge::body::{self, Bodies},
    events, health, observe,
    pages::{self, KeptForms, Renderer},
    security, site,
};

/// What handlers share. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub engine: Engine,
    pub auth: Auth,
    pub renderer: Renderer,
    pub push: Gateway,
    pub rest: ApiState,
    pub kept_forms: KeptForms,
    public_url: Option<Arc<PublicUrl>>,
    proxies: Arc<TrustedProxies>,
    cookies: CookieNames,
}

/// The address that a connection comes from; put into every request where it is accepted.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

impl AppState {
    pub fn new(config: &Config, engine: Engine, hasher: Hasher, push: Gateway) -> Self {
        Self {
            auth: Auth::new(
                engine.clone(),
                hasher,
                config.session_lifetime,
                config.limits.sign_in_time,
            ),
            renderer: Renderer::default(),
            push,
            rest: ApiState::new(engine.clone(), config.api_rate),
            kept_forms: KeptForms::default(),
            public_url: config.public_url.clone().map(Arc::new),
            proxies: Arc::new(config.proxies()),
            cookies: CookieNames::of(engine.store().installation()),
            engine,
        }
    }

    pub fn public_url(&self) -> Option<&PublicUrl> {
        self.public_url.as_deref()
    }

    pub fn proxies(&self) -> &TrustedProxies {
        &self.proxies
    }

    /// How cookies are read from and set in the browser that sent these headers.
    pub fn cookies(&self, headers: &HeaderMap) -> Cookies {
        self.cookies.towards(headers, self.public_url())
    }
}

/// Every route of the server. What follows a `layer` runs before what stands above it.
pub fn router(config: &Config, state: AppState) -> Router {
    let for_agents = pages::routes()
        .route("/events", get(events::stream))
        .layer(from_fn(body::require))
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(state.clone(), auth::resolve))
        .layer(from_fn_with_state(state.clone(), security::check_origin));
    // Asks for its bodies by itself: its refusals have a form of their own.
    let rest = state.rest.clone();
    Router::new()
        .merge(for_agents)
        .route("/pkg/{*path}", get(site::package))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .with_state(state.clone())
        .nest("/api/v1", api::router(rest))
        .layer(from_fn_with_state(
            Bodies::new(config.limits.body_time),
            body::bound,
        ))
        .layer(from_fn(security::check_host))
        .layer(from_fn_with_state(state.clone(), security::guard))
        .layer(from_fn(observe::count))
        .layer(from_fn_with_state(state, client::resolve))
}
