//! The `Idempotency-Key` header: a repeated request under the same key is made once.

use axum::extract::FromRequestParts;
use http::{HeaderMap, HeaderName, request::Parts};
use serde_json::Value;

use super::problem::Problem;
use crate::digest::sha256_hex;

pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
pub const IDEMPOTENCY_REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// The key, if the caller sent one.
pub struct IdempotencyKey(pub Option<String>);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        read(&parts.headers).map(Self)
    }
}

/// Tells one body from another. Spaces and the order of fields make no difference.
pub fn fingerprint(body: &Value) -> String {
    sha256_hex(body.to_string().as_bytes())
}

fn read(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut sent = headers.get_all(IDEMPOTENCY_KEY).iter();
    let Some(value) = sent.next() else {
        return Ok(None);
    };
    value
        .to_str()
        .ok()
        .filter(|key| (1..=255).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()))
        .filter(|_| sent.next().is_none())
        .map(|key| Some(key.to_owned()))
        .ok_or_else(|| {
            Problem::field(
                "Idempotency-Key",
                "one header of 1 to 255 visible ASCII characters",
            )
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn headers(keys: &[&str]) -> HeaderMap {
        keys.iter()
            .map(|key| (IDEMPOTENCY_KEY, key.parse().unwrap()))
            .collect()
    }

    #[test]
    fn a_key_has_1_to_255_visible_ascii_characters() {
        let longest = "k".repeat(255);
        assert_eq!(
            read(&headers(&[&longest])).unwrap().as_deref(),
            Some(longest.as_str())
        );
        assert_eq!(read(&headers(&[])).unwrap(), None);
        for wrong in ["", "with space", &"k".repeat(256)] {
            assert!(read(&headers(&[wrong])).is_err(), "{wrong}");
        }
        assert!(read(&headers(&["one", "two"])).is_err());
    }

    #[test]
    fn the_order_of_fields_makes_no_other_body() {
        let one: Value = serde_json::from_str(r#"{"a": 1, "b": 2}"#).unwrap();
        let same: Value = serde_json::from_str(r#"{"b":2,"a":1}"#).unwrap();
        assert_eq!(fingerprint(&one), fingerprint(&same));
        assert_ne!(fingerprint(&one), fingerprint(&json!({"a": 1})));
    }
}
