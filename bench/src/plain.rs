//! A plain axum server of event streams: what anybody writes who needs to tell a browser something. Nothing is kept,
//! nobody is asked who they are. Deskbell is measured beside it, since machines differ and ratios do not.

use std::{
    collections::HashMap,
    convert::Infallible,
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{
        IntoResponse, Sse,
        sse::{Event, KeepAlive},
    },
    routing::{get, post},
    serve::ListenerExt,
};
use futures::{Stream, StreamExt, stream};
use tokio::{net::TcpListener, sync::mpsc};

const HEARTBEAT: Duration = Duration::from_secs(10);
/// Messages that a reader may be behind before it is let go.
const BEHIND: usize = 256;

#[derive(Debug, Default)]
struct Streams {
    readers: Mutex<HashMap<String, Vec<mpsc::Sender<Arc<str>>>>>,
    published: AtomicU64,
}

/// Serves until the listener fails.
pub async fn serve(listener: TcpListener) -> io::Result<()> {
    let routes = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/events/{stream}", get(events))
        .route("/publish/{stream}", post(publish))
        .route("/api/ui/heartbeat", post(|| async { "null" }))
        .with_state(Arc::new(Streams::default()));
    let listener = listener.tap_io(|connection| {
        // Where this is refused, answers are only later.
        let _ = connection.set_nodelay(true);
    });
    axum::serve(listener, routes).await
}

async fn events(
    State(streams): State<Arc<Streams>>,
    Path(name): Path<String>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let (sender, mut messages) = mpsc::channel(BEHIND);
    streams
        .readers
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .entry(name)
        .or_default()
        .push(sender);
    let opened = stream::iter([Event::default().event("snapshot").data("{}")]);
    let messages = stream::poll_fn(move |context| messages.poll_recv(context))
        .map(|message: Arc<str>| Event::default().event("offer").data(&*message));
    Sse::new(opened.chain(messages).map(Ok)).keep_alive(KeepAlive::new().interval(HEARTBEAT))
}

async fn publish(
    State(streams): State<Arc<Streams>>,
    Path(name): Path<String>,
    body: String,
) -> impl IntoResponse {
    let id = streams.published.fetch_add(1, Ordering::Relaxed);
    let message: Arc<str> =
        format!(r#"{{"offer":"{id}","request":"{id}","customer":{body}}}"#).into();
    let mut readers = streams
        .readers
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let Some(readers) = readers.get_mut(&name) else {
        return (StatusCode::NOT_FOUND, String::new());
    };
    readers.retain(|reader| reader.try_send(Arc::clone(&message)).is_ok());
    (StatusCode::CREATED, format!(r#"{{"id":"{id}"}}"#))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        agent::Agent,
        door::Door,
        http::Reopened,
        load::{Keys, Plan},
        report::Requests,
        ringing::Ringing,
        session::{Pass, Session},
    };

    #[tokio::test]
    async fn the_driver_measures_this_server_as_it_measures_deskbell() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = listener.local_addr().unwrap();
        let serving = tokio::spawn(serve(listener));
        let reopened = Reopened::default();
        let session = Session::new(server, Pass::Stream("one".to_owned()));
        let agents = vec![Agent::arrive(0, session, &reopened).await.unwrap()];
        let ringing = Ringing {
            plan: Plan {
                rate: 50.try_into().unwrap(),
                warm_up: 0,
                seconds: 1.try_into().unwrap(),
                connections: 2.try_into().unwrap(),
                keys: Keys::None,
            },
            door: &Door::Plain { server },
            to: "one",
            requests: Requests::Cancelled,
            reports: None,
            pid: std::process::id(),
            reopened: &reopened,
        };

        let rung = ringing.ring(agents).await.unwrap();

        assert!(rung.sent.errors.is_empty(), "{:?}", rung.sent.errors);
        let figures = rung.ledger.figures();
        assert_eq!((figures.accepted, figures.offers_read), (50, 50));
        assert_eq!(figures.to_offer.summary().unwrap().count, 50);
        serving.abort();
    }
}
