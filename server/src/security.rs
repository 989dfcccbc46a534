//! What protects an agent's browser from other sites: the origin check, the content security policy
//! and the other headers.

use std::{env, sync::LazyLock};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header, uri::Authority,
};

use crate::{
    config::{PublicUrl, Scheme},
    routes::AppState,
};

/// For every answer that is not a page: nothing in it may run or load anything.
const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
/// It shows popups with an icon, and tells the server what became of them.
pub const SERVICE_WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'";
/// Seconds, where nobody knows better.
const SOON: HeaderValue = HeaderValue::from_static("2");
const YEAR_OF_TLS: &str = "max-age=31536000; includeSubDomains";

/// Headers of every answer.
const ALWAYS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Under `cargo leptos watch` a script of Leptos listens at another port for what to reload.
static ALSO_CONNECTS_TO: LazyLock<&str> = LazyLock::new(|| {
    if cfg!(debug_assertions) && env::var_os("LEPTOS_WATCH").is_some() {
        " ws:"
    } else {
        ""
    }
});

/// The policy of one page. Leptos mints the nonce anew for each.
pub fn page_policy(nonce: &str) -> String {
    let also = *ALSO_CONNECTS_TO;
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'{also}; worker-src 'self'; manifest-src 'self'; \
         media-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

/// Refuses what another site had a browser send. SameSite cookies alone would let a sibling
/// subdomain through, and Leptos checks nothing by itself.
pub async fn check_origin(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let changes_something = !matches!(*request.method(), Method::GET | Method::HEAD);
    if changes_something && !is_own(request.headers(), state.public_url()) {
        tracing::warn!(
            path = request.uri().path(),
            "refused a request that another site made"
        );
        return (
            StatusCode::FORBIDDEN,
            "This request did not come from this site's own pages.",
        )
            .into_response();
    }
    next.run(request).await
}

/// Refuses what does not say, or does not say clearly, which host it is for: whoever passes requests on
/// may have read it differently (RFC 9112, 3.2).
pub async fn check_host(mut request: Request, next: Next) -> Response {
    match host(&request) {
        Ok(None) => {}
        // The host in the address of the request itself is the one that counts.
        Ok(Some(named)) => {
            request.headers_mut().insert(header::HOST, named);
        }
        Err(problem) => return (StatusCode::BAD_REQUEST, problem).into_response(),
    }
    next.run(request).await
}

/// Adds the headers that an answer lacks.
pub async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_refused_for_now = matches!(
        response.status(),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
    );
    let headers = response.headers_mut();
    if is_refused_for_now {
        headers.entry(header::RETRY_AFTER).or_insert(SOON);
    }
    for (name, value) in ALWAYS {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(NO_PAGE));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if state
        .public_url()
        .is_some_and(|url| url.scheme == Scheme::Https)
    {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static(YEAR_OF_TLS));
    }
    response
}

/// Browsers say where a request comes from, in one header or the other, and pages can't forge
/// either. A client that says neither is no browser of today; it is let through only if it brings no
/// cookie that another site could have had it send.
fn is_own(headers: &HeaderMap, public_url: Option<&PublicUrl>) -> bool {
    match text(headers, "sec-fetch-site") {
        Some("same-origin") => return true,
        Some("same-site" | "cross-site") => return false,
        _ => {}
    }
    let Some(origin) = text(headers, "origin") else {
        return !headers.contains_key(header::COOKIE);
    };
    let by_setting = public_url.is_some_and(|url| url.origin() == origin);
    let by_host = text(headers, "host").is_some_and(|host| {
        let behind_tls = public_url.is_some_and(|url| url.scheme == Scheme::Https);
        let scheme = if behind_tls { "https" } else { "http" };
        origin == format!("{scheme}://{host}")
    });
    by_setting || by_host
}

/// A host that replaces the header's, if there is one.
fn host(request: &Request) -> Result<Option<HeaderValue>, &'static str> {
    let mut named = request.headers().get_all(header::HOST).iter();
    let first = named.next();
    if named.next().is_some() {
        return Err("send one Host header, not several");
    }
    match first {
        None if request.version() >= Version::HTTP_11 => return Err("send a Host header"),
        Some(name) if !is_host(name) => {
            return Err("the Host header must be a host and, if need be, a port");
        }
        _ => {}
    }
    let Some(authority) = request.uri().authority() else {
        return Ok(None);
    };
    HeaderValue::from_str(authority.as_str())
        .ok()
        .filter(is_host)
        .map(Some)
        .ok_or("the address must name a host and, if need be, a port")
}

/// Empty is allowed, for addresses without one.
fn is_host(name: &HeaderValue) -> bool {
    name.is_empty()
        || Authority::try_from(name.as_bytes()).is_ok_and(|authority| {
            let port = authority.as_str().strip_prefix(authority.host());
            // With somebody's name in front of it, it begins with something else.
            port.is_some_and(|port| matches!(port, "" | ":") || authority.port_u16().is_some())
        })
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(pairs: &[(&str, &str)], public_url: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(
                HeaderName::from_bytes(name.as_bytes()).unwrap(),
                value.parse().unwrap(),
            );
        }
        let public_url = public_url.map(|url| url.parse().unwrap());
        is_own(&headers, public_url.as_ref())
    }

    #[test]
    fn the_browsers_word_decides() {
        let host = ("host", "localhost:3000");
        assert!(own(&[host, ("sec-fetch-site", "same-origin")], None));
        for elsewhere in ["same-site", "cross-site"] {
            assert!(!own(&[host, ("sec-fetch-site", elsewhere)], None));
        }
        assert!(!own(
            &[host, ("cookie", "a=b"), ("sec-fetch-site", "none")],
            None
        ));
    }

    #[test]
    fn without_it_the_origin_must_be_ours() {
        let host = ("host", "localhost:3000");
        assert!(own(&[host, ("origin", "http://localhost:3000")], None));
        for other in [
            "http://localhost:3001",
            "https://localhost:3000",
            "http://evil.example",
            "null",
        ] {
            assert!(!own(&[host, ("origin", other)], None), "{other}");
        }
    }

    #[test]
    fn behind_tls_the_public_address_counts() {
        let public = Some("https://desk.example.org");
        let host = ("host", "desk.example.org");
        assert!(own(&[host, ("origin", "https://desk.example.org")], public));
        assert!(own(
            &[
                ("host", "10.0.0.5:3000"),
                ("origin", "https://desk.example.org")
            ],
            public
        ));
        assert!(!own(&[host, ("origin", "http://desk.example.org")], public));
    }

    #[test]
    fn a_request_says_once_which_host_it_is_for() {
        let asked = |version, uri: &str, hosts: &[&str]| {
            let mut request = http::Request::builder().version(version).uri(uri);
            for name in hosts {
                request = request.header("host", *name);
            }
            host(&request.body(axum::body::Body::empty()).unwrap())
        };
        let one = Version::HTTP_11;
        for host in [
            "desk.example.org",
            "localhost:3000",
            "[::1]:3000",
            "[::1]",
            "a.example:",
            "",
        ] {
            assert_eq!(asked(one, "/", &[host]), Ok(None), "{host}");
        }
        assert_eq!(asked(Version::HTTP_10, "/", &[]), Ok(None));
        assert_eq!(
            asked(one, "http://desk.example.org/", &["other.example"]),
            Ok(Some(HeaderValue::from_static("desk.example.org")))
        );
        assert!(asked(one, "http://user@desk.example.org/", &["a.example"]).is_err());
        assert!(asked(one, "/", &[]).is_err());
        for version in [Version::HTTP_10, one] {
            assert!(asked(version, "/", &["a.example", "b.example"]).is_err());
            assert!(asked(version, "/", &["a.example", "a.example"]).is_err());
        }
        for wrong in [
            "a.example, b.example",
            "a b",
            "user@a.example",
            "a/b",
            "a?b",
            "a.example:99999",
            "a.example:x",
        ] {
            assert!(asked(one, "/", &[wrong]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn who_says_nothing_may_bring_no_cookie() {
        assert!(own(&[("host", "localhost:3000")], None));
        assert!(!own(
            &[("host", "localhost:3000"), ("cookie", "deskbell=x")],
            None
        ));
    }
}
