//! What protects an agent's browser from other sites: the origin check, the content security policy
//! and the other headers.

pub mod host;
pub mod origin;
pub mod policy;

use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::config::public_url::{PublicUrl, Scheme};

/// Seconds, where nobody knows better.
const SOON: HeaderValue = HeaderValue::from_static("2");
const YEAR_OF_TLS: &str = "max-age=31536000; includeSubDomains";

/// Headers of every answer.
static ALWAYS: [(HeaderName, &str); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Headers of what a browser may show by itself. Of code and styles, of which a page loads a dozen files, they say nothing.
static OF_DOCUMENTS: [(HeaderName, &str); 4] = [
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// More than all of them.
const MOST: usize = 16;

/// Adds the headers that an answer lacks.
pub fn guard(response: &mut Response, public_url: Option<&PublicUrl>) {
    let is_refused_for_now = matches!(
        response.status(),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
    );
    let headers = response.headers_mut();
    headers.reserve(MOST);
    if is_refused_for_now {
        headers.entry(header::RETRY_AFTER).or_insert(SOON);
    }
    let more = if is_part_of_a_page(headers) {
        &[]
    } else {
        OF_DOCUMENTS.as_slice()
    };
    for (name, value) in ALWAYS.iter().chain(more) {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(policy::NO_PAGE));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if public_url.is_some_and(|url| url.scheme == Scheme::Https) {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static(YEAR_OF_TLS));
    }
}

fn is_part_of_a_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let parts = [
        "application/octet-stream",
        "application/wasm",
        "text/css",
        "text/javascript",
    ];
    kind.is_some_and(|kind| parts.iter().any(|part| kind.starts_with(part.as_bytes())))
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;

    use super::*;

    fn guarded(kind: &'static str) -> HeaderMap {
        let mut answer = ([(header::CONTENT_TYPE, kind)], "").into_response();
        guard(&mut answer, None);
        answer.headers().clone()
    }

    #[test]
    fn what_only_documents_heed_is_not_sent_with_code() {
        for (kind, is_document) in [
            ("text/javascript; charset=utf-8", false),
            ("text/css; charset=utf-8", false),
            ("application/wasm", false),
            ("application/octet-stream", false),
            ("image/svg+xml", true),
            ("text/html; charset=utf-8", true),
            ("application/json", true),
        ] {
            let headers = guarded(kind);
            assert!(headers.contains_key("content-security-policy"), "{kind}");
            for (name, value) in &ALWAYS {
                assert_eq!(headers[name], value, "{kind}");
            }
            for (name, _) in &OF_DOCUMENTS {
                assert_eq!(headers.contains_key(name), is_document, "{kind} {name}");
            }
        }
    }
}
