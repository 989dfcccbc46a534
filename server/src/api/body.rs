//! A JSON body, bounded before it is parsed.

use axum::extract::{FromRequest, Request};
use http::{HeaderMap, header};
use serde_json::Value;

use super::problem::Problem;
use crate::edge::body::{BodyError, read_up_to};

/// Bytes. The longest allowed message and texts fit in, even with every character escaped.
const LIMIT: usize = 32 * 1024;

/// Nesting ends at the parser's own limit of 128 levels.
pub struct JsonBody(pub Value);

impl<S: Sync> FromRequest<S> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::UnsupportedMediaType);
        }
        let bytes = read_up_to(request.into_body(), LIMIT).await?;
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

impl From<BodyError> for Problem {
    fn from(error: BodyError) -> Self {
        match error {
            // Whoever found out may have a larger limit of its own.
            BodyError::TooLarge(_) => Self::TooLarge(LIMIT),
            BodyError::TooSlow => Self::TooSlow,
            BodyError::Broken => Self::MalformedJson("it ended early".to_owned()),
            BodyError::Crowded => Self::Overloaded,
        }
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
