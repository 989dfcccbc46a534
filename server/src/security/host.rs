//! Which host a request is for: it has to say so once, and clearly.

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, Version, header, uri::Authority};

/// Refuses what does not say, or does not say clearly, which host it is for: whoever passes requests on
/// may have read it differently (RFC 9112, 3.2).
///
/// # Errors
/// The answer to whoever asked.
pub fn check(request: &mut Request) -> Result<(), Box<Response>> {
    match host(request) {
        Ok(None) => Ok(()),
        // The host in the address of the request itself is the one that counts.
        Ok(Some(named)) => {
            request.headers_mut().insert(header::HOST, named);
            Ok(())
        }
        Err(problem) => Err(Box::new((StatusCode::BAD_REQUEST, problem).into_response())),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
