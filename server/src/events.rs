//! `GET /events`: the event stream of the agent's desk.

use std::{convert::Infallible, time::Duration};

use app::server::signed_in::SignedIn;
use axum::{
    Extension,
    body::Body,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use domain::{id::AgentId, view::Position};
use engine::{SubscribeError, Subscriber};
use futures::StreamExt;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Deserialize;
use thiserror::Error;

use crate::{
    auth::{layer::Current, unavailable::Unavailable},
    edge::departure::Departure,
    state::AppState,
};

/// A stream is ended after half an hour to an hour: proxies and load balancers then never do it
/// first, and browsers that reconnect don't do so all at once.
const SHORTEST_LIFE: Duration = Duration::from_mins(30);
const SPREAD_SECONDS: u128 = 30 * 60;

/// Where to begin, and for whom.
#[derive(Debug, Deserialize)]
pub struct From {
    since: Option<String>,
    /// Whose page asks. A page that was frozen while somebody else signed in must not go on with
    /// messages that are not for its agent: it gets a snapshot, and sees whose it is.
    agent: Option<AgentId>,
}

/// Why there is no stream.
#[derive(Debug, Error)]
pub enum EventsError {
    #[error("sign in first")]
    SignedOut,
    #[error("a position reads EPOCH.NUMBER")]
    Position,
    #[error(transparent)]
    Subscribe(#[from] SubscribeError),
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// Streams what happened after `Last-Event-ID`, else after `since`, else begins with a snapshot.
pub async fn stream(
    State(state): State<AppState>,
    who: Option<Extension<SignedIn>>,
    current: Option<Extension<Current>>,
    departure: Option<Extension<Departure>>,
    Query(from): Query<From>,
    headers: HeaderMap,
) -> Result<Response, EventsError> {
    let (Some(Extension(who)), Some(Extension(Current(session)))) = (who, current) else {
        return Err(EventsError::SignedOut);
    };
    let since = headers
        .get("last-event-id")
        .map(|id| id.to_str().map_err(|_| EventsError::Position))
        .transpose()?
        .or(from.since.as_deref())
        .map(position)
        .transpose()?
        .filter(|_| from.agent.is_none_or(|agent| agent == who.agent));
    let subscriber = Subscriber {
        agent: who.agent,
        device: who.device,
        session: session.token_hash.clone(),
    };
    let frames = who.desk.subscribe(&subscriber, since).await?;
    // A sign-out closes the streams that there are. One that ended the session before this stream was
    // there has not closed it; so it is looked at again now that whoever ends it from here on does.
    if !state.auth.still_lives(&session).await? {
        return Err(EventsError::SignedOut);
    }
    if let Err(error) = who.desk.listens(who.agent).await {
        // They are tried again by themselves; the stream is what counts now.
        tracing::warn!(%error, "a new stream did not make its agent count as listening");
    }
    let life = life(engine::ids::entropy());
    let body = if let Some(Extension(departure)) = departure {
        departure.body(frames, life)
    } else {
        let frames = frames.map(Ok::<_, Infallible>);
        Body::from_stream(frames.take_until(tokio::time::sleep(life)))
    };
    Ok((
        [
            (
                header::CONTENT_TYPE,
                HeaderValue::from_static("text/event-stream"),
            ),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            // The connection ends with the stream: no proxy is to keep it for the next request.
            (header::CONNECTION, HeaderValue::from_static("close")),
            // Tells nginx not to collect frames before it passes them on.
            (
                HeaderName::from_static("x-accel-buffering"),
                HeaderValue::from_static("no"),
            ),
        ],
        body,
    )
        .into_response())
}

impl IntoResponse for EventsError {
    fn into_response(self) -> Response {
        let (status, retry_after) = match &self {
            Self::SignedOut | Self::Subscribe(SubscribeError::UnknownAgent) => {
                (StatusCode::UNAUTHORIZED, None)
            }
            Self::Position => (StatusCode::BAD_REQUEST, None),
            Self::Subscribe(SubscribeError::TooManyStreams) => {
                (StatusCode::TOO_MANY_REQUESTS, Some("5"))
            }
            Self::Subscribe(SubscribeError::Unavailable) | Self::Unavailable(_) => {
                (StatusCode::SERVICE_UNAVAILABLE, Some("2"))
            }
        };
        let mut response = (status, self.to_string()).into_response();
        if let Some(seconds) = retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        response
    }
}

fn position(text: &str) -> Result<Position, EventsError> {
    let (epoch, seq) = text.rsplit_once('.').ok_or(EventsError::Position)?;
    let digits = !seq.is_empty() && seq.bytes().all(|digit| digit.is_ascii_digit());
    if epoch.is_empty() || !digits {
        return Err(EventsError::Position);
    }
    Ok(Position {
        epoch: epoch.to_owned(),
        seq: seq.parse().map_err(|_| EventsError::Position)?,
    })
}

fn life(entropy: u128) -> Duration {
    let extra = u64::try_from(entropy % SPREAD_SECONDS).unwrap_or(0);
    SHORTEST_LIFE + Duration::from_secs(extra)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_reads_as_it_is_written() {
        let read = position("ab.c.17").unwrap();
        assert_eq!((read.epoch.as_str(), read.seq), ("ab.c", 17));
        for wrong in [
            "",
            "17",
            "ab.",
            ".17",
            "ab.-1",
            "ab.+1",
            "ab.99999999999999999999",
        ] {
            assert!(position(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn streams_do_not_all_end_at_once() {
        assert_eq!(life(0), Duration::from_mins(30));
        assert!(life(u128::MAX) < Duration::from_hours(1));
    }
}
