//! Logs and metrics.

use std::{io::IsTerminal, net::SocketAddr};

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder};
use tracing_subscriber::EnvFilter;

/// `filter`: a level, or what `tracing` understands, such as `info,server=debug`.
pub fn start_logging(filter: &str) {
    let filter = EnvFilter::builder().parse_lossy(filter);
    // The second call in one process (a test's) changes nothing.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .try_init();
}

/// Serves Prometheus metrics on an address of their own: they are not for everybody who can reach
/// the desk.
pub fn serve_metrics(addr: SocketAddr) -> Result<(), BuildError> {
    PrometheusBuilder::new().with_http_listener(addr).install()
}

/// Counts every answer by route and status. The route is the pattern, never the address itself, so
/// the number of series stays small.
pub async fn count(request: Request, next: Next) -> Response {
    let method = request.method().to_string();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("other", MatchedPath::as_str)
        .to_owned();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::counter!("deskbell_http_requests_total", "method" => method, "route" => route, "status" => status)
        .increment(1);
    response
}
