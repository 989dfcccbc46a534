//! A JSON body, bounded before it is parsed.

use axum::{
    body::{Body, BodyDataStream},
    extract::{FromRequest, Request},
};
use futures::StreamExt;
use http::{HeaderMap, header};
use serde_json::Value;

use super::Problem;

/// Bytes. The longest allowed message and texts fit in, even with every character escaped.
pub const LIMIT: usize = 32 * 1024;

/// How much of a body that is too large is read and dropped: a caller that is still sending would
/// otherwise see a broken connection in place of the answer.
const DISCARDED: usize = 8 * 1024 * 1024;

/// Nesting ends at the parser's own limit of 128 levels.
pub struct JsonBody(pub Value);

impl<S: Sync> FromRequest<S> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::UnsupportedMediaType);
        }
        let bytes = read(request.into_body()).await?;
        parse(&bytes).map(Self)
    }
}

/// UTF-8, as RFC 8259 demands. A byte order mark in front is no part of it, and may be ignored.
fn parse(bytes: &[u8]) -> Result<Value, Problem> {
    let malformed = |why: &str| Problem::MalformedJson(why.to_owned());
    let text = std::str::from_utf8(bytes).map_err(|_| malformed("it is not in UTF-8"))?;
    // In UTF-16 and UTF-32 every other byte of plain text is zero; JSON itself has none.
    if text.contains('\0') {
        return Err(malformed("it is not in UTF-8"));
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| malformed(&error.to_string()))
}

/// `application/json`, or a type that says it is JSON underneath, such as `application/vnd.x+json`.
fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .map(|essence| essence.trim().to_ascii_lowercase())
        .is_some_and(|essence| {
            essence
                .strip_prefix("application/")
                .is_some_and(|subtype| subtype == "json" || subtype.ends_with("+json"))
        })
}

async fn read(body: Body) -> Result<Vec<u8>, Problem> {
    let mut chunks = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Problem::MalformedJson("it ended early".to_owned()))?;
        if bytes.len() + chunk.len() > LIMIT {
            discard(chunks).await;
            return Err(Problem::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

async fn discard(mut chunks: BodyDataStream) {
    let mut dropped = 0;
    while dropped < DISCARDED
        && let Some(Ok(chunk)) = chunks.next().await
    {
        dropped += chunk.len();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const BODY: &str = r#"{"name": "José"}"#;

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_json() {
        for bytes in [BODY.to_owned(), format!("\u{FEFF}{BODY}")] {
            assert_eq!(parse(bytes.as_bytes()).unwrap(), json!({"name": "José"}));
        }
        assert!(parse("\u{FEFF}".as_bytes()).is_err());
        assert!(parse(format!("\u{FEFF}\u{FEFF}{BODY}").as_bytes()).is_err());
    }

    #[test]
    fn another_encoding_is_called_so() {
        let units = || BODY.encode_utf16();
        let latin: Vec<u8> = BODY.chars().map(|c| u8::try_from(c).unwrap()).collect();
        for bytes in [
            units().flat_map(u16::to_be_bytes).collect(),
            units().flat_map(u16::to_le_bytes).collect(),
            [0xFF, 0xFE]
                .into_iter()
                .chain(units().flat_map(u16::to_le_bytes))
                .collect(),
            BODY.chars()
                .flat_map(|c| u32::from(c).to_be_bytes())
                .collect(),
            "{}".encode_utf16().flat_map(u16::to_be_bytes).collect(),
            latin,
        ] {
            let Err(Problem::MalformedJson(why)) = parse(&bytes) else {
                panic!("{bytes:?} was taken");
            };
            assert_eq!(why, "it is not in UTF-8");
        }
    }
}
