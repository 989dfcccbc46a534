//! The bytes of the event stream: server-sent events, encoded once and shared by all who read them.

use bytes::Bytes;
use domain::{
    id::TestId,
    time::Timestamp,
    view::{AgentView, Message},
};
use serde::Serialize;

/// What every message carries besides itself.
#[derive(Serialize)]
struct Envelope<'message> {
    at: Timestamp,
    #[serde(flatten)]
    message: &'message Message,
}

#[derive(Serialize)]
struct Heartbeat<'release> {
    now: Timestamp,
    seq: u64,
    release: &'release str,
}

#[derive(Serialize)]
struct Test<'by> {
    test: TestId,
    by: &'by str,
}

#[derive(Serialize)]
struct SigningOut {
    at: Timestamp,
}

pub(crate) fn message(epoch: &str, seq: u64, at: Timestamp, message: &Message) -> Bytes {
    let data = json(&Envelope { at, message });
    Bytes::from(format!(
        "id: {epoch}.{seq}\nevent: {}\ndata: {data}\n\n",
        message.name()
    ))
}

pub(crate) fn snapshot(view: &AgentView) -> Bytes {
    let position = &view.position;
    Bytes::from(format!(
        "id: {}.{}\nevent: snapshot\ndata: {}\n\n",
        position.epoch,
        position.seq,
        json(view)
    ))
}

/// Without an id: a heartbeat is no event of the journal.
pub(crate) fn heartbeat(now: Timestamp, seq: u64, release: &str) -> Bytes {
    let data = json(&Heartbeat { now, seq, release });
    Bytes::from(format!("event: hb\ndata: {data}\n\n"))
}

/// Without an id, like a heartbeat: somebody wants to know whether this agent's devices show popups.
pub(crate) fn test(id: TestId, by: &str) -> Bytes {
    let data = json(&Test { test: id, by });
    Bytes::from(format!("event: test\ndata: {data}\n\n"))
}

/// Without an id: the sign-in of this browser ends then.
pub(crate) fn signing_out(at: Timestamp) -> Bytes {
    let data = json(&SigningOut { at });
    Bytes::from(format!("event: signing_out\ndata: {data}\n\n"))
}

pub(crate) fn resync() -> Bytes {
    Bytes::from_static(b"event: resync\ndata: {}\n\n")
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("plain data with string keys always encodes")
}
