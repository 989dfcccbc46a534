//! Which pages are sent compressed: those that repeat nothing of their address. Whoever listens on the wire, and leads a
//! browser from page to page, could else tell from their lengths whether what the address says stands in the page as well
//! (BREACH). The stream and answers to functions never are.

use axum::{extract::Request, middleware::Next, response::Response};
use http::{Extensions, HeaderMap, StatusCode, Version, header};
use tower_http::{CompressionLevel, compression::CompressionLayer};

#[derive(Clone, Copy)]
struct Plain;

type IsPage = fn(StatusCode, Version, &HeaderMap, &Extensions) -> bool;

/// Compresses those, quickly: they are made for each request.
pub fn layer() -> CompressionLayer<IsPage> {
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(is_page)
}

/// Notes which answers are to no more than a path.
pub async fn note(request: Request, next: Next) -> Response {
    let is_plain = request.uri().query().is_none();
    let mut response = next.run(request).await;
    if is_plain {
        response.extensions_mut().insert(Plain);
    }
    response
}

fn is_page(_: StatusCode, _: Version, headers: &HeaderMap, more: &Extensions) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    more.get::<Plain>().is_some()
        && kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
