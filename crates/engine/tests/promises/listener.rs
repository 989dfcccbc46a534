//! Readers of event streams, and what they can be compared with.

use domain::{
    agent::Intent,
    command::Command,
    event::{Actor, Recorded},
    id::AgentId,
    time::Timestamp,
    view::{AgentView, Position, Receipt},
};
use engine::DeskHandle;
use futures::future::join_all;
use serde_json::Value;

use crate::{
    history::LAPTOP,
    sse::{Frame, subscriber, told, up_to_heartbeat, viewer},
    stage::Stage,
};

pub struct Reader {
    pub agent: AgentId,
    pub began_at: u64,
    pub last: Position,
    pub heard: Vec<(u64, Value)>,
    pub view: AgentView,
}

impl Reader {
    /// Knows nothing of what was before.
    pub fn new(desk: &DeskHandle, agent: AgentId, since: Position) -> Self {
        Self {
            agent,
            began_at: since.seq,
            last: since,
            heard: Vec::new(),
            view: desk.snapshot(agent, LAPTOP).expect("an agent of the desk"),
        }
    }

    /// No gap and no duplicate.
    pub fn heard_all_of(&self, journal: &[Recorded], desk: &DeskHandle) {
        let expected: Vec<_> = told(journal, &viewer(desk, self.agent))
            .into_iter()
            .filter(|(seq, _)| *seq > self.began_at)
            .collect();
        assert!(!expected.is_empty(), "something was said");
        for (heard, said) in self.heard.iter().zip(&expected) {
            assert_eq!(heard, said);
        }
        assert_eq!(self.heard.len(), expected.len());
    }

    pub fn hear(&mut self, frame: &Frame) {
        assert_ne!(frame.event, "resync", "since {:?}", self.last);
        let Some(id) = &frame.id else { return };
        self.last = id.clone();
        self.heard.push((id.seq, frame.data.clone()));
        let at = serde_json::from_value(frame.data["at"].clone()).unwrap();
        self.view.apply(id.seq, at, &frame.message());
    }

    pub async fn catch_up(&mut self, desk: &DeskHandle) {
        let who = subscriber(self.agent, "session");
        let mut stream = desk.subscribe(&who, Some(self.last.clone())).await.unwrap();
        for frame in up_to_heartbeat(&mut stream).await {
            self.hear(&frame);
        }
    }
}

pub async fn subscribe(
    stage: &Stage,
    agent: AgentId,
    since: Option<&Position>,
) -> engine::EventStream {
    let who = subscriber(agent, &agent.to_string());
    let stream = stage.desk.subscribe(&who, since.cloned()).await;
    stream.expect("an agent may listen")
}

pub fn position(stage: &Stage) -> Position {
    Position {
        epoch: "first".to_owned(),
        seq: stage.desk.read(domain::desk::Desk::seq),
    }
}

/// Makes events that concern one agent alone.
pub async fn switch_intent(desk: &DeskHandle, agent: AgentId, times: usize) {
    let switches = (0..times).map(|time| {
        let intent = if time % 2 == 0 {
            Intent::Busy
        } else {
            Intent::Available
        };
        desk.execute(Actor::Agent(agent), Command::SetIntent { agent, intent })
    });
    for done in join_all(switches).await {
        assert_eq!(done.map(|recorded| recorded.len()), Ok(1));
    }
}

/// Leaves out what a stream need not say: numbers and times of events that concern others, and what
/// the device knows itself. Of very many requests a snapshot has the first only; a stream tells of all.
#[track_caller]
pub fn assert_agree(heard: AgentView, snapshot: AgentView) {
    let (mut heard, snapshot) = (comparable(heard), comparable(snapshot));
    if snapshot.beyond > 0 {
        heard
            .requests
            .retain(|id, _| snapshot.requests.contains_key(id));
        heard.beyond = snapshot.beyond;
    }
    assert_eq!(heard, snapshot);
}

fn comparable(mut view: AgentView) -> AgentView {
    view.position.seq = 0;
    view.now = Timestamp(0);
    for ring in view.rings.values_mut() {
        ring.receipt = Receipt::New;
        ring.began_at = Timestamp(0);
    }
    view
}
