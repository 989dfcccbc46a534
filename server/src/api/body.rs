//! A JSON body, bounded before it is parsed.

use axum::extract::{FromRequest, Request};
use http::{HeaderMap, header};
use serde_json::Value;

use super::Problem;
use crate::edge::body::{BodyError, read_up_to};

/// Bytes. The longest allowed message and texts fit in, even with every character escaped.
pub const LIMIT: usize = 32 * 1024;

/// Nesting ends at the parser's own limit of 128 levels.
pub struct JsonBody(pub Value);

impl<S: Sync> FromRequest<S> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::UnsupportedMediaType);
        }
        let bytes = read_up_to(request.into_body(), LIMIT).await?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Problem::MalformedJson(error.to_string()))
    }
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
            BodyError::TooLarge(_) => Self::TooLarge,
            BodyError::TooSlow => Self::TooSlow,
            BodyError::Broken => Self::MalformedJson("it ended early".to_owned()),
            BodyError::Crowded => Self::Overloaded,
        }
    }
}
