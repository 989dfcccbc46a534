//! One event of the stream as it arrived, and what it means. Tabs hand frames on to each other, so
//! this is the only place that knows the shapes on the wire.

use domain::{
    id::TestId,
    time::Timestamp,
    view::{AgentView, Message},
};
use serde::Serialize;
use unpack::Unpack;

/// The events a desktop listens to. Others are from a newer server and mean nothing to this page.
pub const NAMES: [&str; 13] = [
    "snapshot",
    "resync",
    "hb",
    "request",
    "offer",
    "offer_ended",
    "agent",
    "session",
    "notification",
    "notice",
    "reminder",
    "test",
    "signing_out",
];

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
pub struct EventFrame {
    pub name: String,
    /// `<epoch>.<seq>`; that of the event before for `hb`, which has none of its own.
    pub id: String,
    pub data: String,
}

/// What a frame says.
#[derive(Debug, PartialEq, Eq)]
pub enum Meaning {
    Snapshot(Box<AgentView>),
    Message {
        seq: u64,
        at: Timestamp,
        message: Message,
    },
    Heartbeat {
        now: Timestamp,
        release: String,
    },
    /// Somebody wants to know whether this device shows popups.
    Test {
        test: TestId,
        by: String,
    },
    /// The sign-in of this browser ends then.
    SigningOut {
        at: Timestamp,
    },
    /// The stream can't be continued: begin again with a snapshot.
    Resync,
    /// A snapshot that this page can't read: the page is too old.
    UnreadableSnapshot,
}

#[derive(Unpack)]
struct Dated {
    at: Timestamp,
}

#[derive(Unpack)]
struct Test {
    test: TestId,
    by: String,
}

#[derive(Unpack)]
struct Heartbeat {
    now: Timestamp,
    release: String,
}

impl EventFrame {
    pub fn meaning(&self) -> Meaning {
        match self.name.as_str() {
            "snapshot" => unpack::from_str(&self.data)
                .map_or(Meaning::UnreadableSnapshot, |view| {
                    Meaning::Snapshot(Box::new(view))
                }),
            "hb" => unpack::from_str(&self.data)
                .map_or(Meaning::Resync, |Heartbeat { now, release }| {
                    Meaning::Heartbeat { now, release }
                }),
            "test" => unpack::from_str(&self.data).map_or(Meaning::Resync, |Test { test, by }| {
                Meaning::Test { test, by }
            }),
            "signing_out" => unpack::from_str(&self.data)
                .map_or(Meaning::Resync, |Dated { at }| Meaning::SigningOut { at }),
            // A message that can't be read was missed: only a snapshot makes up for it.
            _ => self.message().unwrap_or(Meaning::Resync),
        }
    }

    fn message(&self) -> Option<Meaning> {
        let (_, seq) = self.id.rsplit_once('.')?;
        let Dated { at } = unpack::from_str(&self.data).ok()?;
        Some(Meaning::Message {
            seq: seq.parse().ok()?,
            at,
            message: unpack::from_str(&self.data).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::agent::{Intent, Presence};

    fn frame(name: &str, id: &str, data: &str) -> EventFrame {
        EventFrame {
            name: name.to_owned(),
            id: id.to_owned(),
            data: data.to_owned(),
        }
    }

    #[test]
    fn a_message_carries_its_number_and_its_time() {
        let frame = frame(
            "agent",
            "e1.42",
            r#"{"at":1000,"event":"agent","presence":{"signed_in":"busy"}}"#,
        );
        assert_eq!(
            frame.meaning(),
            Meaning::Message {
                seq: 42,
                at: Timestamp(1_000),
                message: Message::Agent {
                    presence: Some(Presence::SignedIn(Intent::Busy)),
                    attendance: None,
                    preferences: None,
                },
            }
        );
    }

    #[test]
    fn a_heartbeat_tells_the_servers_time_and_release() {
        assert_eq!(
            frame("hb", "", r#"{"now":5,"seq":7,"release":"0.1.0"}"#).meaning(),
            Meaning::Heartbeat {
                now: Timestamp(5),
                release: "0.1.0".to_owned(),
            }
        );
    }

    #[test]
    fn what_cannot_be_read_is_made_up_for_by_a_snapshot() {
        assert_eq!(frame("offer", "e1.3", "{}").meaning(), Meaning::Resync);
        assert_eq!(
            frame("agent", "", r#"{"at":1,"event":"agent"}"#).meaning(),
            Meaning::Resync
        );
        assert_eq!(frame("resync", "", "{}").meaning(), Meaning::Resync);
        assert_eq!(
            frame("snapshot", "e1.3", "{}").meaning(),
            Meaning::UnreadableSnapshot
        );
    }
}
