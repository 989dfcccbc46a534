//! The streams of one desk and the fan-out of its events to them.
//!
//! Invariants: a stream gets every event of the journal that concerns its agent, once and in order,
//! from the position it asked for; or it is told `resync` and gets a snapshot; or it ends, and the
//! reader comes again with its position. Who doesn't read is cut off, never waited for.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use domain::{
    agent::Role,
    event::{Event, Recorded},
    id::{AgentId, DeskId, DeviceId, TeamId},
    view::{Audience, Viewer, project},
};
use thiserror::Error;
use tokio::sync::{broadcast, mpsc};

use crate::{engine::Happening, frame};

/// Frames that wait for a slow reader before the stream is cut.
const BACKLOG: usize = 1_024;
/// Events kept in memory, so that a short interruption costs no query.
const RECENT: usize = 4_096;
/// Events that a reader who catches up takes at once. Within so many of the head they hear what happens
/// from then on: they have to read these while the backlog, which is longer, fills.
pub(crate) const PAGE: usize = 256;
/// Heartbeats are spread over this many slots, so that they don't all go out at once.
pub(crate) const HEARTBEAT_SLOTS: u64 = 10;
/// Streams that one sign-in session may hold: tabs, and what replaces them before they are closed.
const STREAMS_PER_SESSION: usize = 8;

/// Who reads, and under which sign-in session.
#[derive(Clone, Debug)]
pub struct Subscriber {
    pub agent: AgentId,
    pub device: DeviceId,
    /// The session whose end is the stream's end.
    pub session: String,
}

#[derive(Debug, PartialEq, Eq, Error)]
pub enum SubscribeError {
    #[error("this agent is not on the desk")]
    UnknownAgent,
    #[error("this session has {STREAMS_PER_SESSION} streams already; close one first")]
    TooManyStreams,
    #[error("the desk can't read its journal at the moment")]
    Unavailable,
}

#[derive(Debug)]
pub(crate) struct Hub {
    epoch: String,
    streams: Mutex<Streams>,
    desk: DeskId,
    /// Whoever listens beside the streams, on this side of the wire.
    happenings: broadcast::Sender<Happening>,
}

#[derive(Debug, Default)]
struct Streams {
    /// The last event that was fanned out.
    seq: u64,
    next_id: u64,
    open: BTreeMap<u64, OpenStream>,
    by_agent: BTreeMap<AgentId, BTreeSet<u64>>,
    by_team: BTreeMap<TeamId, BTreeSet<u64>>,
    /// Of supervisors and admins, who see every team.
    onlookers: BTreeSet<u64>,
    by_slot: BTreeMap<u64, BTreeSet<u64>>,
    recent: VecDeque<Arc<Recorded>>,
    closed: bool,
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

#[derive(Debug)]
pub(crate) struct Subscription {
    pub hub: Arc<Hub>,
    pub id: u64,
}

/// A stream that is registered, and so ends with its session.
#[derive(Debug)]
pub(crate) struct Opened {
    pub frames: mpsc::Receiver<Bytes>,
    pub subscription: Subscription,
}

/// What comes next for a reader who catches up.
#[derive(Debug)]
pub(crate) enum Missed {
    /// These, and then more.
    Some(Vec<Arc<Recorded>>),
    /// These are the last; what happens after `up_to`, the stream hears.
    Last {
        events: Vec<Arc<Recorded>>,
        up_to: u64,
    },
    /// Not in memory any more.
    InJournal,
}

impl Hub {
    pub fn new(
        epoch: &str,
        seq: u64,
        desk: DeskId,
        happenings: broadcast::Sender<Happening>,
    ) -> Arc<Self> {
        Arc::new(Self {
            epoch: epoch.to_owned(),
            desk,
            happenings,
            streams: Mutex::new(Streams {
                seq,
                ..Streams::default()
            }),
        })
    }

    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    /// Registers a stream. What it hears is said while no event can be fanned out, given the last one
    /// that was.
    pub fn open(
        self: &Arc<Self>,
        viewer: Viewer,
        who: &Subscriber,
        hears: impl FnOnce(u64) -> Hears,
    ) -> Result<Opened, SubscribeError> {
        let mut streams = self.lock();
        if streams.closed {
            return Err(SubscribeError::Unavailable);
        }
        let held = streams.by_agent.get(&viewer.agent).map_or(0, |ids| {
            ids.iter()
                .filter_map(|id| streams.open.get(id))
                .filter(|open| open.session == who.session)
                .count()
        });
        if held >= STREAMS_PER_SESSION {
            return Err(SubscribeError::TooManyStreams);
        }
        let hears = hears(streams.seq);
        let id = streams.next_id;
        streams.next_id += 1;
        let (sender, frames) = mpsc::channel(BACKLOG);
        streams.index(id, &viewer);
        streams.open.insert(
            id,
            OpenStream {
                viewer,
                session: who.session.clone(),
                device: who.device,
                hears,
                frames: sender,
            },
        );
        Ok(Opened {
            frames,
            subscription: Subscription {
                hub: Arc::clone(self),
                id,
            },
        })
    }

    /// What a reader who has everything up to `after` has missed, if it is in memory. When it is little,
    /// the stream hears from here on, so that nothing falls in between.
    pub fn missed(&self, id: u64, after: u64) -> Missed {
        let mut streams = self.lock();
        let up_to = streams.seq.max(after);
        let ahead = usize::try_from(up_to - after).unwrap_or(usize::MAX);
        let known = match streams.recent.front() {
            _ if ahead == 0 => 0,
            Some(first) if first.seq <= after + 1 => {
                usize::try_from(after + 1 - first.seq).unwrap_or(usize::MAX)
            }
            _ => return Missed::InJournal,
        };
        let events = streams.recent.iter().skip(known).take(PAGE.min(ahead));
        let events = events.cloned().collect();
        if ahead > PAGE {
            return Missed::Some(events);
        }
        // One that was closed meanwhile hears nothing, and its end is noticed at once.
        if let Some(open) = streams.open.get_mut(&id) {
            open.hears = Hears::After(up_to);
        }
        Missed::Last { events, up_to }
    }

    /// Whether all that happened after `after` is in memory.
    pub fn remembers(&self, after: u64) -> bool {
        let streams = self.lock();
        let first = streams.recent.front().map(|first| first.seq);
        after >= streams.seq || first.is_some_and(|first| first <= after + 1)
    }

    /// Sends each event to the streams that it concerns. One encoding an audience, not a reader.
    pub fn fan_out(&self, batch: Vec<Recorded>) {
        let mut streams = self.lock();
        for recorded in batch {
            if begins_anew(&recorded) {
                streams.cut_all();
            }
            streams.fan_out(&self.epoch, &recorded);
            streams.seq = recorded.seq;
            let recorded = Arc::new(recorded);
            // Nobody may be listening.
            let _ = self.happenings.send(Happening {
                desk: self.desk,
                recorded: Arc::clone(&recorded),
            });
            streams.recent.push_back(recorded);
            if streams.recent.len() > RECENT {
                streams.recent.pop_front();
            }
        }
    }

    pub fn heartbeat(&self, slot: u64, frame: impl FnOnce(u64) -> Bytes) {
        let mut streams = self.lock();
        let frame = frame(streams.seq);
        let ids = streams.by_slot.get(&slot).cloned().unwrap_or_default();
        for id in ids {
            let open = streams.open.get(&id);
            if open.is_some_and(|open| open.hears != Hears::Nothing) {
                streams.send(id, frame.clone());
            }
        }
    }

    /// Sends a frame that is no event of the journal to every stream of an agent.
    pub fn tell(&self, agent: AgentId, frame: &Bytes) {
        let mut streams = self.lock();
        let ids = streams.by_agent.get(&agent).cloned().unwrap_or_default();
        for id in ids {
            streams.send(id, frame.clone());
        }
    }

    /// Sends a frame that is no event of the journal to every stream of a sign-in session, and says
    /// how many those are.
    pub fn tell_session(&self, agent: AgentId, session: &str, frame: &Bytes) -> usize {
        let mut streams = self.lock();
        let ids: Vec<u64> = streams
            .by_agent
            .get(&agent)
            .into_iter()
            .flatten()
            .copied()
            .filter(|id| {
                let open = streams.open.get(id);
                open.is_some_and(|open| open.session == session)
            })
            .collect();
        for id in &ids {
            streams.send(*id, frame.clone());
        }
        ids.len()
    }

    /// The devices of an agent that hold a stream.
    pub fn connected(&self, agent: AgentId) -> BTreeSet<DeviceId> {
        let streams = self.lock();
        let ids = streams.by_agent.get(&agent).into_iter().flatten();
        ids.filter_map(|id| streams.open.get(id))
            .map(|open| open.device)
            .collect()
    }

    pub fn end_session(&self, session: &str) {
        let mut streams = self.lock();
        let ids: Vec<u64> = streams
            .open
            .iter()
            .filter(|(_, open)| open.session == session)
            .map(|(id, _)| *id)
            .collect();
        for id in ids {
            streams.close(id);
        }
    }

    /// Ends all streams and admits no more.
    pub fn close(&self) {
        let mut streams = self.lock();
        streams.closed = true;
        streams.cut_all();
    }

    pub fn count(&self) -> usize {
        self.lock().open.len()
    }

    fn lock(&self) -> MutexGuard<'_, Streams> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Streams {
    fn fan_out(&mut self, epoch: &str, recorded: &Recorded) {
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
    fn send(&mut self, id: u64, frame: Bytes) {
        let sent = self
            .open
            .get(&id)
            .is_some_and(|open| open.frames.try_send(frame).is_ok());
        if !sent {
            self.close(id);
        }
    }

    fn cut_all(&mut self) {
        self.open.clear();
        self.by_agent.clear();
        self.by_team.clear();
        self.onlookers.clear();
        self.by_slot.clear();
    }

    fn close(&mut self, id: u64) {
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

/// After this, a reader's view can only be had as a snapshot: whoever was before it is told `resync`.
pub(crate) fn begins_anew(recorded: &Recorded) -> bool {
    matches!(recorded.event, Event::ClockStepped { .. })
}

fn forget<Key: Ord>(index: &mut BTreeMap<Key, BTreeSet<u64>>, key: &Key, id: u64) {
    if let Some(ids) = index.get_mut(key) {
        ids.remove(&id);
        if ids.is_empty() {
            index.remove(key);
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.hub.lock().close(self.id);
    }
}
