//! Logs and metrics.

use std::{
    io::{self, IsTerminal},
    net::SocketAddr,
};

use axum::{
    Router,
    extract::{MatchedPath, Request},
    response::Response,
    routing::get,
};
use http::{Method, header};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder};
use thiserror::Error;
use tokio::sync::oneshot;
use tracing_subscriber::EnvFilter;

use crate::{
    client::proxies::TrustedProxies,
    edge::{caps::Caps, door::Door, limits::Limits},
};

/// `filter`: a level, or what `tracing` understands, such as `info,server=debug`.
pub fn start_logging(filter: &str) {
    let filter = EnvFilter::builder().parse_lossy(filter);
    // The second call in one process (a test's) changes nothing.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        // Where a line can't be written, to say so there as well would end whoever wrote it.
        .log_internal_errors(false)
        .try_init();
}

/// Connections at once of those who read metrics.
const READERS: Caps = Caps {
    total: 16,
    anonymous: 16,
    per_address: 16,
    refusals: 1,
};

/// Why there are no metrics.
#[derive(Debug, Error)]
pub enum MetricsError {
    #[error(transparent)]
    Recorder(#[from] BuildError),
    #[error(transparent)]
    Listen(#[from] io::Error),
}

/// Serves metrics for as long as it lives.
pub struct Metrics {
    _stop: oneshot::Sender<()>,
}

/// Serves Prometheus metrics on an address of their own: they are not for everybody who can reach
/// the desk. Under the limits of everything else, so that it is no side door.
pub fn serve_metrics(addr: SocketAddr, limits: Limits) -> Result<Metrics, MetricsError> {
    let door = Door::listen(addr, limits, READERS, TrustedProxies::default())?;
    let handle = PrometheusBuilder::new().install_recorder()?;
    let text = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    let router = Router::new().fallback(get(async move || (text, handle.render())));
    let (stop, stopped) = oneshot::channel();
    tokio::spawn(door.open(router, stopped));
    Ok(Metrics { _stop: stop })
}

/// What a request is counted as: method and route. The route is the pattern, never the address itself,
/// and a method of the client's own making has no name here: the number of series stays small.
pub struct Counted {
    method: &'static str,
    route: Option<MatchedPath>,
}

impl Counted {
    pub fn of(request: &Request) -> Self {
        Self {
            method: method_label(request.method()),
            route: request.extensions().get().cloned(),
        }
    }

    /// Counts it, with the status of its answer.
    pub fn answered(self, response: &Response) {
        let route = self.route.as_ref().map_or("other", MatchedPath::as_str);
        metrics::counter!(
            "deskbell_http_requests_total",
            "method" => self.method,
            "route" => route.to_owned(),
            "status" => response.status().as_u16().to_string()
        )
        .increment(1);
    }
}

fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_that_nobody_knows_has_no_label_of_its_own() {
        assert_eq!(method_label(&Method::GET), "GET");
        let long = "M".repeat(8_000);
        for unknown in ["get", "BREW", "TRACE", "CONNECT", &long] {
            let method = Method::from_bytes(unknown.as_bytes()).unwrap();
            assert_eq!(method_label(&method), "OTHER", "{unknown}");
        }
    }
}
