//! What requests pass before any handler sees them, in the order in which they do. Two layers and no more, because axum
//! copies what stands behind a layer for each request.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    auth::layer,
    client::{self, proxies::TrustedProxies},
    config::public_url::PublicUrl,
    edge::body::{self, Bodies},
    observe::Counted,
    security::{self, host, origin},
    state::AppState,
};

/// What the gate for everybody has to know.
#[derive(Debug)]
pub struct Gate {
    pub proxies: TrustedProxies,
    pub public_url: Option<Arc<PublicUrl>>,
    pub bodies: Bodies,
}

/// For every request.
pub async fn everybody(
    State(gate): State<Arc<Gate>>,
    mut request: Request,
    next: Next,
) -> Response {
    client::resolve(&gate.proxies, &mut request);
    let counted = Counted::of(&request);
    let mut response = match host::check(&mut request) {
        Ok(()) => next.run(gate.bodies.bound(request)).await,
        Err(refusal) => *refusal,
    };
    security::guard(&mut response, gate.public_url.as_deref());
    counted.answered(&response);
    response
}

/// For pages, and whatever pages ask: who is asking is known behind it.
pub async fn agents(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if let Err(refusal) = origin::check(&request, state.public_url()) {
        return *refusal;
    }
    if let Err(error) = layer::resolve(&state, &mut request).await {
        return error.into_response();
    }
    match body::require(request).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}
