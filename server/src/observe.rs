//! Logs and metrics.

use std::{io::IsTerminal, net::SocketAddr};

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use http::Method;
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

/// Counts every answer by method, route and status. The route is the pattern, never the address itself,
/// and a method of the client's own making has no name here: the number of series stays small.
pub async fn count(request: Request, next: Next) -> Response {
    let method = method_label(request.method());
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
