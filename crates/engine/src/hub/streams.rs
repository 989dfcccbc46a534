//! The streams that are open: whose each is, and who gets a frame.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use domain::{
    agent::Role,
    event::Recorded,
    id::{AgentId, DeviceId, TeamId},
    view::{Audience, Viewer, project},
};
use tokio::sync::mpsc;

use crate::{
    frame,
    subscriber::{STREAMS_PER_SESSION, Subscriber},
};

/// Frames that wait for a slow reader before the stream is cut.
const BACKLOG: usize = 1_024;
/// Heartbeats are spread over this many slots, so that they don't all go out at once.
pub(crate) const HEARTBEAT_SLOTS: u64 = 10;

#[derive(Debug, Default)]
pub(super) struct Streams {
    next_id: u64,
    open: BTreeMap<u64, OpenStream>,
    by_agent: BTreeMap<AgentId, BTreeSet<u64>>,
    by_team: BTreeMap<TeamId, BTreeSet<u64>>,
    /// Of supervisors and admins, who see every team.
    onlookers: BTreeSet<u64>,
    by_slot: BTreeMap<u64, BTreeSet<u64>>,
}

#[derive(Debug)]
struct OpenStream {
    viewer: Viewer,
    session: String,
    device: DeviceId,
    hears: Hears,
    frames: mpsc::Sender<Bytes>,
}

/// What a stream is told of what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hears {
    /// Nothing, and no heartbeat, which would say that it is up to date: its reader is still catching
    /// up, and takes what they missed at their own pace.
    Nothing,
    /// What comes after this event.
    After(u64),
}

impl Streams {
    /// Whether the session has as many as it may have.
    pub fn is_full(&self, agent: AgentId, session: &str) -> bool {
        let ids = self.by_agent.get(&agent).into_iter().flatten();
        let held = ids
            .filter_map(|id| self.open.get(id))
            .filter(|open| open.session == session)
            .count();
        held >= STREAMS_PER_SESSION
    }

    pub fn open(
        &mut self,
        viewer: Viewer,
        who: &Subscriber,
        hears: Hears,
    ) -> (u64, mpsc::Receiver<Bytes>) {
        let id = self.next_id;
        self.next_id += 1;
        let (sender, frames) = mpsc::channel(BACKLOG);
        self.index(id, &viewer);
        self.open.insert(
            id,
            OpenStream {
                viewer,
                session: who.session.clone(),
                device: who.device,
                hears,
                frames: sender,
            },
        );
        (id, frames)
    }

    /// From now on it hears what comes after this event. One that was closed meanwhile hears nothing.
    pub fn hear(&mut self, id: u64, after: u64) {
        if let Some(open) = self.open.get_mut(&id) {
            open.hears = Hears::After(after);
        }
    }

    pub fn beat(&mut self, slot: u64, frame: &Bytes) {
        let ids = self.by_slot.get(&slot).cloned().unwrap_or_default();
        for id in ids {
            let open = self.open.get(&id);
            if open.is_some_and(|open| open.hears != Hears::Nothing) {
                self.send(id, frame.clone());
            }
        }
    }

    pub fn of_agent(&self, agent: AgentId) -> Vec<u64> {
        let ids = self.by_agent.get(&agent).into_iter().flatten();
        ids.copied().collect()
    }

    pub fn is_of_session(&self, id: u64, session: &str) -> bool {
        let open = self.open.get(&id);
        open.is_some_and(|open| open.session == session)
    }

    pub fn of_session(&self, session: &str) -> Vec<u64> {
        let open = self.open.iter();
        open.filter(|(_, open)| open.session == session)
            .map(|(id, _)| *id)
            .collect()
    }

    pub fn devices(&self, agent: AgentId) -> BTreeSet<DeviceId> {
        let ids = self.by_agent.get(&agent).into_iter().flatten();
        ids.filter_map(|id| self.open.get(id))
            .map(|open| open.device)
            .collect()
    }

    pub fn count(&self) -> usize {
        self.open.len()
    }

    pub fn fan_out(&mut self, epoch: &str, recorded: &Recorded) {
        let told = project(recorded);
        let mut encoded: Vec<Option<Bytes>> = vec![None; told.len()];
        for id in self.concerned(told.iter().map(|(audience, _)| audience)) {
            let Some(open) = self.open.get(&id) else {
                continue;
            };
            match open.hears {
                Hears::After(after) if recorded.seq > after => {}
                Hears::After(_) | Hears::Nothing => continue,
            }
            let Some(index) = told
                .iter()
                .position(|(audience, _)| audience.includes(&open.viewer))
            else {
                continue;
            };
            let frame = encoded[index]
                .get_or_insert_with(|| {
                    frame::message(epoch, recorded.seq, recorded.at, &told[index].1)
                })
                .clone();
            self.send(id, frame);
        }
    }

    /// The streams that one of the audiences may include. What it costs doesn't depend on how many
    /// others there are.
    fn concerned<'event>(
        &self,
        audiences: impl Iterator<Item = &'event Audience<'event>>,
    ) -> BTreeSet<u64> {
        let mut ids = BTreeSet::new();
        for audience in audiences {
            match audience {
                Audience::Agent(agent) => {
                    ids.extend(self.by_agent.get(agent).into_iter().flatten());
                }
                Audience::Decided { team, .. } => {
                    ids.extend(self.by_team.get(team).into_iter().flatten());
                }
                Audience::Team(team) => {
                    ids.extend(self.by_team.get(team).into_iter().flatten());
                    ids.extend(&self.onlookers);
                }
            }
        }
        ids
    }

    fn index(&mut self, id: u64, viewer: &Viewer) {
        self.by_agent.entry(viewer.agent).or_default().insert(id);
        for team in &viewer.teams {
            self.by_team.entry(*team).or_default().insert(id);
        }
        if viewer.role != Role::Agent {
            self.onlookers.insert(id);
        }
        self.by_slot
            .entry(id % HEARTBEAT_SLOTS)
            .or_default()
            .insert(id);
    }

    /// A full backlog means that nobody reads: the stream is cut and the reader resumes.
    pub fn send(&mut self, id: u64, frame: Bytes) {
        let sent = self
            .open
            .get(&id)
            .is_some_and(|open| open.frames.try_send(frame).is_ok());
        if !sent {
            self.close(id);
        }
    }

    pub fn cut_all(&mut self) {
        self.open.clear();
        self.by_agent.clear();
        self.by_team.clear();
        self.onlookers.clear();
        self.by_slot.clear();
    }

    pub fn close(&mut self, id: u64) {
        let Some(closed) = self.open.remove(&id) else {
            return;
        };
        forget(&mut self.by_agent, &closed.viewer.agent, id);
        for team in &closed.viewer.teams {
            forget(&mut self.by_team, team, id);
        }
        self.onlookers.remove(&id);
        forget(&mut self.by_slot, &(id % HEARTBEAT_SLOTS), id);
    }
}

fn forget<Key: Ord>(index: &mut BTreeMap<Key, BTreeSet<u64>>, key: &Key, id: u64) {
    if let Some(ids) = index.get_mut(key) {
        ids.remove(&id);
        if ids.is_empty() {
            index.remove(key);
        }
    }
}
