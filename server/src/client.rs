//! Where a request comes from: the one place that knows. Whoever counts or logs by address asks for
//! [`Client`].

pub mod address;
mod forwarded;
pub mod proxies;

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};

use self::{
    address::{Client, Peer},
    proxies::TrustedProxies,
};

/// Puts [`Client`] into the request.
pub async fn resolve(
    State(proxies): State<Arc<TrustedProxies>>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(Peer(peer)) = request.extensions().get().copied() {
        let address = proxies.client(peer, request.headers());
        request.extensions_mut().insert(Client(address));
    }
    next.run(request).await
}
