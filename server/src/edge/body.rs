//! Bodies of requests. Whoever asks for one gets it whole, in one piece of memory, or hears why not.
//!
//! A body that comes in many small pieces would hold on to the buffer that each of them was read into; so
//! the pieces are copied together as they come.

use std::{error::Error, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    response::{IntoResponse, Response},
};
use futures::{StreamExt, stream};
use http::{HeaderValue, StatusCode, header};
use thiserror::Error;
use tokio::{sync::Semaphore, time::timeout};

/// Bytes. More than any form or call needs.
pub const LARGEST: usize = 64 * 1024;
/// Bodies up to this size cost so little that they are never waited with.
const SMALL: usize = 4 * 1024;
/// Larger ones that are read at once: 64 MB together at most.
const LARGE_AT_ONCE: usize = 1_024;
/// How much of a body that is too large is read and dropped: a client that is still sending would
/// otherwise see a broken connection in place of the answer.
const DISCARDED: usize = 8 * 1024 * 1024;

/// Why there is no body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BodyError {
    #[error("the body is too large: {0} bytes at most")]
    TooLarge(usize),
    #[error("the body took too long to come")]
    TooSlow,
    #[error("the body ended early")]
    Broken,
    #[error("too many large bodies are being read; try again in a few seconds")]
    Crowded,
}

/// How bodies are read. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Bodies {
    within: Duration,
    large: Arc<Semaphore>,
}

impl Bodies {
    pub fn new(within: Duration) -> Self {
        Self {
            within,
            large: Arc::new(Semaphore::new(LARGE_AT_ONCE)),
        }
    }

    /// Has every handler find the body whole, however it reads it. Nothing is read before it is asked for.
    pub fn bound(&self, request: Request) -> Request {
        if request.body().is_end_stream() {
            return request;
        }
        let (parts, body) = request.into_parts();
        let body = if is_refused_unsent(&parts.headers, &body) {
            Body::from_stream(stream::iter([Err::<Bytes, _>(BodyError::TooLarge(
                LARGEST,
            ))]))
        } else {
            Body::from_stream(stream::once(self.clone().read(body)))
        };
        Request::from_parts(parts, body)
    }

    async fn read(self, body: Body) -> Result<Bytes, BodyError> {
        let mut whole = Whole::of(&body, LARGEST);
        let mut waits_for_turn = false;
        let read = async {
            let mut pieces = body.into_data_stream();
            let mut turn = None;
            while let Some(piece) = pieces.next().await {
                whole.add(&piece.map_err(|error| cause(&error))?)?;
                if whole.bytes.len() > SMALL && turn.is_none() {
                    waits_for_turn = true;
                    turn = Some(self.large.acquire().await.map_err(|_| BodyError::Crowded)?);
                    waits_for_turn = false;
                }
            }
            Ok::<_, BodyError>(())
        };
        match timeout(self.within, read).await {
            Ok(Ok(())) => whole.finish(),
            Ok(Err(error)) => Err(error),
            Err(_) if whole.is_too_large() => whole.finish(),
            Err(_) if waits_for_turn => Err(BodyError::Crowded),
            Err(_) => Err(BodyError::TooSlow),
        }
    }
}

/// Reads the body now. For routes whose extractors would not say what is wrong with it.
///
/// # Errors
/// It did not come, or is too large.
pub async fn require(request: Request) -> Result<Request, BodyError> {
    if request.body().is_end_stream() {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    let bytes = read_up_to(body, LARGEST).await?;
    Ok(Request::from_parts(parts, bytes.into()))
}

/// A whole body of at most so many bytes.
pub async fn read_up_to(body: Body, largest: usize) -> Result<Bytes, BodyError> {
    let mut whole = Whole::of(&body, largest);
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        whole.add(&piece.map_err(|error| cause(&error))?)?;
    }
    whole.finish()
}

/// The client says how much it is going to send, and waits to be told to.
fn is_refused_unsent(headers: &http::HeaderMap, body: &Body) -> bool {
    headers.contains_key(header::EXPECT) && body.size_hint().lower() > LARGEST as u64
}

/// What has come of a body.
struct Whole {
    largest: usize,
    bytes: Vec<u8>,
    /// How much was read and dropped, once it is known that all of it is too much.
    dropped: Option<usize>,
}

impl Whole {
    fn of(body: &Body, largest: usize) -> Self {
        let is_too_large = body.size_hint().lower() > largest as u64;
        Self {
            largest,
            bytes: vec![],
            dropped: is_too_large.then_some(0),
        }
    }

    fn is_too_large(&self) -> bool {
        self.dropped.is_some()
    }

    fn add(&mut self, piece: &[u8]) -> Result<(), BodyError> {
        if self.dropped.is_none() && self.bytes.len() + piece.len() <= self.largest {
            self.bytes.extend_from_slice(piece);
            return Ok(());
        }
        self.bytes = vec![];
        let dropped = self.dropped.unwrap_or(0) + piece.len();
        self.dropped = Some(dropped);
        if dropped > DISCARDED {
            Err(BodyError::TooLarge(self.largest))
        } else {
            Ok(())
        }
    }

    fn finish(self) -> Result<Bytes, BodyError> {
        if self.is_too_large() {
            Err(BodyError::TooLarge(self.largest))
        } else {
            Ok(self.bytes.into())
        }
    }
}

/// What went wrong, from under the layers that passed it on.
fn cause(error: &axum::Error) -> BodyError {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(known) = error.downcast_ref() {
            return *known;
        }
        next = error.source();
    }
    BodyError::Broken
}

impl IntoResponse for BodyError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Broken => StatusCode::BAD_REQUEST,
            Self::Crowded => StatusCode::SERVICE_UNAVAILABLE,
        };
        let mut response = (status, self.to_string()).into_response();
        if self == Self::Crowded {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_pieces(pieces: [&'static str; 5]) -> Body {
        Body::from_stream(stream::iter(pieces.map(Ok::<_, BodyError>)))
    }

    #[tokio::test]
    async fn pieces_are_put_together_up_to_the_limit() {
        let body = || in_pieces(["ring", "-", "the", "", "-bell"]);
        assert_eq!(read_up_to(body(), 13).await.unwrap(), "ring-the-bell");
        assert_eq!(
            read_up_to(body(), 12).await.unwrap_err(),
            BodyError::TooLarge(12)
        );
    }

    #[tokio::test]
    async fn a_piece_keeps_no_more_memory_than_it_has_bytes() {
        let source = Bytes::from(vec![b'x'; 1_000_000]);
        let pieces: Vec<_> = (0..100)
            .map(|at| Ok::<_, BodyError>(source.slice(at..=at)))
            .collect();
        let body = Body::from_stream(stream::iter(pieces));
        let whole = read_up_to(body, LARGEST).await.unwrap();
        assert_eq!(whole.len(), 100);
        assert!(source.try_into_mut().is_ok(), "the buffer is held on to");
    }

    #[tokio::test]
    async fn what_was_wrong_is_known_however_often_it_was_passed_on() {
        let slow = stream::iter([Err::<Bytes, _>(BodyError::TooSlow)]);
        let body = Body::new(Body::from_stream(slow));
        assert_eq!(
            read_up_to(body, LARGEST).await.unwrap_err(),
            BodyError::TooSlow
        );
    }

    #[tokio::test]
    async fn a_body_that_does_not_come_is_not_waited_for() {
        let bodies = Bodies::new(Duration::from_millis(1));
        let silent = || stream::pending::<Result<Bytes, BodyError>>();
        assert_eq!(
            bodies.clone().read(Body::from_stream(silent())).await,
            Err(BodyError::TooSlow)
        );
        let large = stream::iter([Ok(Bytes::from(vec![0; LARGEST + 1]))]).chain(silent());
        assert_eq!(
            bodies.read(Body::from_stream(large)).await,
            Err(BodyError::TooLarge(LARGEST)),
            "what is known already is said"
        );
    }

    #[tokio::test]
    async fn small_bodies_are_not_kept_waiting_by_large_ones() {
        let bodies = Bodies::new(Duration::from_millis(100));
        let permits = u32::try_from(LARGE_AT_ONCE).unwrap();
        let _all = bodies.large.acquire_many(permits).await.unwrap();
        let body = |size| Body::from(vec![0; size]);
        assert!(bodies.clone().read(body(SMALL)).await.is_ok());
        assert_eq!(
            bodies.clone().read(body(SMALL + 1)).await,
            Err(BodyError::Crowded)
        );
    }
}
