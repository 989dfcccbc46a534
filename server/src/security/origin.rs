//! Whether a request that changes something was made by a page of this site.

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, Method, StatusCode, header};

use crate::config::public_url::{PublicUrl, Scheme};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses what another site had a browser send. SameSite cookies alone would let a sibling
/// subdomain through, and Leptos checks nothing by itself.
///
/// # Errors
/// The answer to whoever asked.
pub fn check(request: &Request, public_url: Option<&PublicUrl>) -> Result<(), Box<Response>> {
    let changes_something = !matches!(*request.method(), Method::GET | Method::HEAD);
    if !changes_something || is_own(request.headers(), public_url) {
        return Ok(());
    }
    tracing::warn!(
        path = request.uri().path(),
        "refused a request that another site made"
    );
    let refusal = (
        StatusCode::FORBIDDEN,
        "This request did not come from this site's own pages.",
    );
    Err(Box::new(refusal.into_response()))
}

/// Browsers say where a request comes from, in one header or the other, and pages can't forge
/// either. A client that says neither is no browser of today; it is let through only if it brings no
/// cookie that another site could have had it send.
fn is_own(headers: &HeaderMap, public_url: Option<&PublicUrl>) -> bool {
    match text(headers, &SEC_FETCH_SITE) {
        Some("same-origin") => return true,
        Some("same-site" | "cross-site") => return false,
        _ => {}
    }
    let Some(origin) = text(headers, &header::ORIGIN) else {
        return !headers.contains_key(header::COOKIE);
    };
    let by_setting = public_url.is_some_and(|url| url.origin() == origin);
    let by_host = text(headers, &header::HOST).is_some_and(|host| {
        let behind_tls = public_url.is_some_and(|url| url.scheme == Scheme::Https);
        let scheme = if behind_tls { "https" } else { "http" };
        origin
            .strip_prefix(scheme)
            .and_then(|rest| rest.strip_prefix("://"))
            == Some(host)
    });
    by_setting || by_host
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderName;

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
    fn who_says_nothing_may_bring_no_cookie() {
        assert!(own(&[("host", "localhost:3000")], None));
        assert!(!own(
            &[("host", "localhost:3000"), ("cookie", "deskbell=x")],
            None
        ));
    }
}
