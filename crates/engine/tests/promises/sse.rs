//! A raw reader of the event stream.

use bytes::Bytes;
use domain::{
    event::Recorded,
    id::AgentId,
    view::{AgentView, Message, Position, Viewer, project},
};
use engine::{DeskHandle, EventStream, Subscriber};
use futures::StreamExt;
use serde_json::{Value, json};

use crate::{history::LAPTOP, stage::within};

#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub id: Option<Position>,
    pub event: String,
    pub data: Value,
}

impl Frame {
    pub fn parse(bytes: &Bytes) -> Self {
        let text = std::str::from_utf8(bytes).unwrap();
        let lines = text.strip_suffix("\n\n").expect("a frame is complete");
        let mut frame = Self {
            id: None,
            event: String::new(),
            data: Value::Null,
        };
        for line in lines.lines() {
            let (field, value) = line.split_once(": ").expect("a field and its value");
            match field {
                "id" => {
                    let (epoch, seq) = value.rsplit_once('.').expect("epoch.seq");
                    frame.id = Some(Position {
                        epoch: epoch.to_owned(),
                        seq: seq.parse().unwrap(),
                    });
                }
                "event" => value.clone_into(&mut frame.event),
                "data" => frame.data = serde_json::from_str(value).unwrap(),
                other => panic!("the field {other}"),
            }
        }
        frame
    }

    pub fn seq(&self) -> Option<u64> {
        self.id.as_ref().map(|id| id.seq)
    }

    pub fn view(&self) -> AgentView {
        assert_eq!(self.event, "snapshot");
        serde_json::from_value(self.data.clone()).unwrap()
    }

    pub fn message(&self) -> Message {
        serde_json::from_value(self.data.clone()).unwrap()
    }
}

pub fn subscriber(agent: AgentId, session: &str) -> Subscriber {
    Subscriber {
        agent,
        device: LAPTOP,
        session: session.to_owned(),
    }
}

/// The next frame; `None` when the stream has ended.
pub async fn next(stream: &mut EventStream) -> Option<Frame> {
    within(stream.next())
        .await
        .map(|bytes| Frame::parse(&bytes))
}

/// What comes before the next heartbeat.
pub async fn up_to_heartbeat(stream: &mut EventStream) -> Vec<Frame> {
    let mut frames = Vec::new();
    loop {
        let frame = next(stream).await.expect("the stream lives");
        if frame.event == "hb" {
            return frames;
        }
        frames.push(frame);
    }
}

/// What the journal says to this viewer, as `(seq, data)`.
pub fn told(journal: &[Recorded], viewer: &Viewer) -> Vec<(u64, Value)> {
    journal
        .iter()
        .filter_map(|recorded| {
            let (_, message) = project(recorded)
                .into_iter()
                .find(|(audience, _)| audience.includes(viewer))?;
            let mut data = serde_json::to_value(message).unwrap();
            data["at"] = json!(recorded.at);
            Some((recorded.seq, data))
        })
        .collect()
}

pub fn viewer(desk: &DeskHandle, agent: AgentId) -> Viewer {
    desk.read(|desk| desk.agent(agent).map(Viewer::from))
        .expect("an agent of the desk")
}
