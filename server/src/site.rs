//! The site that cargo-leptos built: script, WebAssembly, style, icons, service worker. It is part of
//! the program, so that the program is one file.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use app::shell::Assets;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use rust_embed::{Embed, EmbeddedFile};

use crate::security::policy;

/// In debug builds read from the folder as it is when a file is asked for.
#[derive(Embed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Files;

/// Bytes of a hash that tell one file from another.
const ENOUGH: usize = 8;
const SERVICE_WORKER: &str = "sw.js";

/// The name has the hash of the content in it, so it never means anything else.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Asked for again each time, answered with 304 mostly: a new release is then noticed at once.
const ASK_AGAIN: &str = "no-cache";
/// An icon is asked for wherever it appears. It has to be there too when the server is not, which is
/// when the page says so and shows one; an old one does for that.
const FOR_A_WHILE: &str = "public, max-age=3600, stale-while-revalidate=604800";

/// `/pkg/...`.
pub async fn package(Path(path): Path<String>, headers: HeaderMap) -> Response {
    serve(&format!("pkg/{path}"), &headers).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

/// A file of the site by its path without the first slash.
pub fn serve(path: &str, headers: &HeaderMap) -> Option<Response> {
    let mut response = answer(path, headers)?;
    if path == SERVICE_WORKER {
        // With 304 as well: its headers replace those that the browser has kept.
        response.headers_mut().insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(policy::SERVICE_WORKER),
        );
    }
    Some(response)
}

/// Where the page finds its parts. cargo-leptos puts the hash of each into its name.
pub fn assets() -> &'static Assets {
    static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
        let part = |ending| {
            named("deskbell", ending).map_or_else(
                || format!("/pkg/deskbell{ending}"),
                |path| format!("/{path}"),
            )
        };
        Assets {
            script: part(".js"),
            wasm: part(".wasm"),
            style: part(".css"),
            loader: named("__wasm_split.", ".js").map(|path| format!("/{path}")),
            chunks: chunks(),
        }
    });
    &ASSETS
}

fn named(beginning: &str, ending: &str) -> Option<String> {
    Files::iter()
        .find(|path| {
            let name = path.strip_prefix("pkg/").unwrap_or_default();
            name.starts_with(beginning) && name.ends_with(ending)
        })
        .map(std::borrow::Cow::into_owned)
}

/// As scripts/packs.mjs lists them.
fn chunks() -> BTreeMap<String, Vec<String>> {
    let listed = named("__wasm_split_manifest.", ".json").and_then(|path| Files::get(&path));
    let listed = listed
        .and_then(|list| serde_json::from_slice::<HashMap<String, Vec<String>>>(&list.data).ok());
    let address = |file: String| format!("/pkg/{file}");
    listed
        .unwrap_or_default()
        .into_iter()
        .map(|(chunk, files)| (chunk, files.into_iter().map(address).collect()))
        .collect()
}

/// Whether this program carries a site at all. One that was built without cargo-leptos doesn't.
pub fn is_present() -> bool {
    Files::iter().any(|path| path.starts_with("pkg/"))
}

fn answer(path: &str, headers: &HeaderMap) -> Option<Response> {
    if is_variant(path) {
        return None;
    }
    let file = Files::get(path)?;
    let kind = content_type(file.metadata.mimetype())?;
    let hash = hex::encode(&file.metadata.sha256_hash()[..ENOUGH]);
    let (file, encoding) = smallest(path, file, headers);
    // The compressed variant is another sequence of bytes and needs a name of its own.
    let etag = match encoding {
        None => format!("\"{hash}\""),
        Some(encoding) => format!("\"{hash}-{encoding}\""),
    };
    let common = [
        (header::ETAG, HeaderValue::from_str(&etag).ok()?),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache(path))),
        (header::VARY, HeaderValue::from_static("accept-encoding")),
    ];
    if is_known(headers, &etag) {
        return Some((StatusCode::NOT_MODIFIED, common).into_response());
    }
    let mut response = (common, [(header::CONTENT_TYPE, kind)], file.data).into_response();
    if let Some(encoding) = encoding {
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Some(response)
}

/// Whether the browser has it already: `If-None-Match` names it, alone or among others, or names all.
/// Proxies that compress make a tag weak, which makes no difference here (RFC 9110, 13.1.2).
fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|line| line.to_str().ok())
        // Our own tags have no commas, so one that has is not ours however it is cut.
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// The variant that was compressed when the site was built, if there is one and the browser takes it.
fn smallest(
    path: &str,
    file: EmbeddedFile,
    headers: &HeaderMap,
) -> (EmbeddedFile, Option<&'static str>) {
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if accepts(headers, encoding)
            && let Some(variant) = Files::get(&format!("{path}.{ending}"))
        {
            return (variant, Some(encoding));
        }
    }
    (file, None)
}

/// Whether `Accept-Encoding` names it, or else everything, and does not rule it out by a weight of 0.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let weight_of = |wanted: &str| {
        headers
            .get_all(header::ACCEPT_ENCODING)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .find_map(|offer| {
                let mut parts = offer.split(';').map(str::trim);
                let name = parts.next()?;
                name.eq_ignore_ascii_case(wanted)
                    .then(|| parts.find_map(weight).unwrap_or(1.0))
            })
    };
    weight_of(encoding)
        .or_else(|| weight_of("*"))
        .is_some_and(|weight| weight > 0.0)
}

/// `q=0.5`.
fn weight(parameter: &str) -> Option<f32> {
    let (name, value) = parameter.split_once('=')?;
    name.trim()
        .eq_ignore_ascii_case("q")
        .then(|| value.trim().parse().unwrap_or(0.0))
}

fn is_variant(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| matches!(ending, "br" | "gz"))
}

fn cache(path: &str) -> &'static str {
    if is_hashed(path) {
        FOR_EVER
    } else if is_icon(path) {
        FOR_A_WHILE
    } else {
        ASK_AGAIN
    }
}

fn is_icon(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| matches!(ending, "svg" | "png"))
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

    fn with(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn a_refused_encoding_is_not_used() {
        let accepts_brotli = |value| accepts(&with(header::ACCEPT_ENCODING, value), "br");
        for accepted in [
            "gzip, deflate, br",
            "br;q=0.5",
            "BR",
            "*",
            "gzip;q=0, *;q=0.1",
        ] {
            assert!(accepts_brotli(accepted), "{accepted}");
        }
        for refused in [
            "gzip, br;q=0",
            "br; q=0.000",
            "br;Q=0",
            "*, br;q=0",
            "*;q=0",
            "brotli",
            "",
        ] {
            assert!(!accepts_brotli(refused), "{refused}");
        }
        assert!(!accepts(&HeaderMap::new(), "br"));
    }

    #[test]
    fn a_tag_is_known_alone_among_others_weak_or_as_any() {
        let knows = |value| is_known(&with(header::IF_NONE_MATCH, value), "\"a\"");
        for known in [
            "\"a\"",
            "W/\"a\"",
            "\"b\", \"a\"",
            "\"b\",W/\"a\",\"c\"",
            "*",
        ] {
            assert!(knows(known), "{known}");
        }
        for other in ["\"b\"", "a", "\"A\"", "w/\"a\"", "\"a-br\"", ""] {
            assert!(!knows(other), "{other}");
        }
        assert!(!is_known(&HeaderMap::new(), "\"a\""));
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever_and_icons_for_a_while() {
        assert_eq!(cache("pkg/deskbell.Zm9v.wasm"), FOR_EVER);
        assert_eq!(cache("pkg/deskbell.js"), ASK_AGAIN);
        assert_eq!(cache(SERVICE_WORKER), ASK_AGAIN);
        assert_eq!(cache("icons.svg"), FOR_A_WHILE);
        assert_eq!(cache("favicon-ringing.svg"), FOR_A_WHILE);
    }
}
