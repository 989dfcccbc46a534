//! Where a request comes from: the one place that knows. Whoever counts or logs by address asks for
//! [`Client`].

pub mod address;
mod forwarded;
pub mod proxies;

use axum::extract::Request;

use self::{
    address::{Client, Peer},
    proxies::TrustedProxies,
};

/// Puts [`Client`] into the request.
pub fn resolve(proxies: &TrustedProxies, request: &mut Request) {
    if let Some(Peer(peer)) = request.extensions().get().copied() {
        let address = proxies.client(peer, request.headers());
        request.extensions_mut().insert(Client(address));
    }
}
