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
