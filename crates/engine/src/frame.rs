//! The bytes of the event stream: server-sent events, encoded once and shared by all who read them.

use bytes::Bytes;
use domain::{
    id::TestId,
    time::Timestamp,
    view::{AgentView, Message},
};
use serde::Serialize;

/// Room for what HTTP/1.1 puts in front of a chunk: its length in hexadecimal digits, and a line's end.
const ROOM: usize = 18;
const LINE_END: &[u8] = b"\r\n";

/// A server-sent event. It lies in memory as a chunk of an HTTP/1.1 body, so that whoever writes to sockets
/// by themselves writes it in one piece; what it is without that is a part of the same bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    chunk: Bytes,
    /// Where the event begins in it.
    begins: usize,
}

impl Frame {
    fn of(write: impl FnOnce(&mut Vec<u8>)) -> Self {
        let mut bytes = vec![0; ROOM];
        write(&mut bytes);
        let length = format!("{:x}\r\n", bytes.len() - ROOM);
        let begins = ROOM - length.len();
        bytes[begins..ROOM].copy_from_slice(length.as_bytes());
        bytes.extend_from_slice(LINE_END);
        Self {
            chunk: Bytes::from(bytes).slice(begins..),
            begins: length.len(),
        }
    }

    /// With its length in front, as HTTP/1.1 frames a chunk.
    pub fn chunk(&self) -> &Bytes {
        &self.chunk
    }

    /// The event alone.
    pub fn event(&self) -> Bytes {
        self.chunk
            .slice(self.begins..self.chunk.len() - LINE_END.len())
    }
}

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

#[derive(Serialize)]
struct Nothing {}

pub(crate) fn message(epoch: &str, seq: u64, at: Timestamp, message: &Message) -> Frame {
    let data = Envelope { at, message };
    event(Some((epoch, seq)), message.name(), &data)
}

pub(crate) fn snapshot(view: &AgentView) -> Frame {
    let position = &view.position;
    event(Some((&position.epoch, position.seq)), "snapshot", view)
}

/// Without an id: a heartbeat is no event of the journal.
pub(crate) fn heartbeat(now: Timestamp, seq: u64, release: &str) -> Frame {
    event(None, "hb", &Heartbeat { now, seq, release })
}

/// Without an id, like a heartbeat: somebody wants to know whether this agent's devices show popups.
pub(crate) fn test(id: TestId, by: &str) -> Frame {
    event(None, "test", &Test { test: id, by })
}

/// Without an id: the sign-in of this browser ends then.
pub(crate) fn signing_out(at: Timestamp) -> Frame {
    event(None, "signing_out", &SigningOut { at })
}

pub(crate) fn resync() -> Frame {
    event(None, "resync", &Nothing {})
}

fn event(id: Option<(&str, u64)>, name: &str, data: &impl Serialize) -> Frame {
    Frame::of(|bytes| {
        if let Some((epoch, seq)) = id {
            bytes.extend_from_slice(format!("id: {epoch}.{seq}\n").as_bytes());
        }
        bytes.extend_from_slice(format!("event: {name}\ndata: ").as_bytes());
        serde_json::to_writer(&mut *bytes, data)
            .expect("plain data with string keys always encodes");
        bytes.extend_from_slice(b"\n\n");
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_a_part_of_its_chunk() {
        for length in [0, 1, 15, 16, 255, 256, 70_000] {
            let text = "x".repeat(length);
            let frame = Frame::of(|bytes| bytes.extend_from_slice(text.as_bytes()));
            assert_eq!(frame.event(), text);
            assert_eq!(*frame.chunk(), format!("{length:x}\r\n{text}\r\n"));
        }
        assert_eq!(resync().event(), "event: resync\ndata: {}\n\n");
    }
}
