//! The site that cargo-leptos built: script, WebAssembly, style, icons, service worker. It is part of
//! the program, so that the program is one file.

use app::assets::Assets;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use rust_embed::{Embed, EmbeddedFile};

use crate::security::SERVICE_WORKER_POLICY;

/// In debug builds read from the folder as it is when a file is asked for.
#[derive(Embed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Files;

/// The name has the hash of the content in it, so it never means anything else.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Asked for again each time, answered with 304 mostly: a new release is then noticed at once.
const ASK_AGAIN: &str = "no-cache";

/// `/pkg/...`.
pub async fn package(Path(path): Path<String>, headers: HeaderMap) -> Response {
    serve(&format!("pkg/{path}"), &headers).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

/// A file of the site by its path without the first slash.
pub fn serve(path: &str, headers: &HeaderMap) -> Option<Response> {
    if is_variant(path) {
        return None;
    }
    let file = Files::get(path)?;
    let etag =
        HeaderValue::from_str(&format!("\"{}\"", hex::encode(file.metadata.sha256_hash()))).ok()?;
    let cache = HeaderValue::from_static(if is_hashed(path) { FOR_EVER } else { ASK_AGAIN });
    let common = [
        (header::ETAG, etag.clone()),
        (header::CACHE_CONTROL, cache),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if headers.get(header::IF_NONE_MATCH) == Some(&etag) {
        return Some((StatusCode::NOT_MODIFIED, common).into_response());
    }
    let kind = content_type(file.metadata.mimetype())?;
    let (file, encoding) = smallest(path, file, headers);
    let mut response = (common, [(header::CONTENT_TYPE, kind)], file.data).into_response();
    if let Some(policy) = policy(path) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Some(encoding) = encoding {
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Some(response)
}

/// Where the page finds its parts. cargo-leptos puts the hash of each into its name.
pub fn assets() -> Assets {
    let named = |ending: &str| {
        let found = Files::iter()
            .filter(|path| path.starts_with("pkg/deskbell"))
            .find(|path| path.ends_with(ending));
        found.map_or_else(
            || format!("/pkg/deskbell{ending}"),
            |path| format!("/{path}"),
        )
    };
    Assets {
        script: named(".js"),
        wasm: named(".wasm"),
        style: named(".css"),
    }
}

/// Whether this program carries a site at all. One that was built without cargo-leptos doesn't.
pub fn is_present() -> bool {
    Files::iter().any(|path| path.starts_with("pkg/"))
}

/// The variant that was compressed when the site was built, if there is one and the browser takes it.
fn smallest(
    path: &str,
    file: EmbeddedFile,
    headers: &HeaderMap,
) -> (EmbeddedFile, Option<&'static str>) {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if accepts(accepted, encoding)
            && let Some(variant) = Files::get(&format!("{path}.{ending}"))
        {
            return (variant, Some(encoding));
        }
    }
    (file, None)
}

/// A worker obeys the policy that came with its script. The service worker reports to the server.
fn policy(path: &str) -> Option<HeaderValue> {
    (path == "sw.js").then(|| HeaderValue::from_static(SERVICE_WORKER_POLICY))
}

fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        parts.next() == Some(encoding) && !parts.any(|part| matches!(part, "q=0" | "q=0.0"))
    })
}

fn is_variant(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| matches!(ending, "br" | "gz"))
}

/// `pkg/deskbell.Zm9v.js`, but not `pkg/deskbell.js`, which a debug build may have.
fn is_hashed(path: &str) -> bool {
    path.strip_prefix("pkg/")
        .is_some_and(|name| name.contains("snippets/") || name.split('.').count() > 2)
}

fn content_type(kind: &str) -> Option<HeaderValue> {
    if kind.starts_with("text/") {
        HeaderValue::from_str(&format!("{kind}; charset=utf-8")).ok()
    } else {
        HeaderValue::from_str(kind).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_encoding_is_not_used() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("", "br"));
    }

    #[test]
    fn the_service_worker_may_report_and_no_other_file_may_do_anything() {
        let policy = policy("sw.js").unwrap();
        assert!(policy.to_str().unwrap().contains("connect-src 'self'"));
        assert_eq!(super::policy("tick-worker.js"), None);
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("pkg/deskbell.Zm9v.wasm"));
        assert!(!is_hashed("pkg/deskbell.js"));
        assert!(!is_hashed("sw.js"));
    }
}
