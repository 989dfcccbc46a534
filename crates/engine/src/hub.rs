//! The streams of one desk and the fan-out of its events to them.
//!
//! Invariants: a stream gets every event of the journal that concerns its agent, once and in order,
//! from the position it asked for; or it is told `resync` and gets a snapshot; or it ends, and the
//! reader comes again with its position. Who doesn't read is cut off, never waited for.

mod index;
mod recent;
mod streams;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{
    event::{Event, Recorded},
    id::{AgentId, DeskId, DeviceId},
    view::Viewer,
};
use tokio::sync::{broadcast, mpsc};

pub use self::streams::BACKLOG;
pub(crate) use self::{index::HEARTBEAT_SLOTS, streams::Hears};
use self::{recent::Recent, streams::Streams};
use crate::{
    frame::Frame,
    happening::Happening,
    outlet::{Outlet, Slot},
    subscriber::{SubscribeError, Subscriber},
};

/// Events that a reader who catches up takes at once. Within so many of the head they hear what happens
/// from then on: they have to read these while the backlog, which is longer, fills.
pub(crate) const PAGE: usize = 256;

#[derive(Debug)]
pub(crate) struct Hub {
    epoch: String,
    state: Mutex<State>,
    desk: DeskId,
    /// Whoever listens beside the streams, on this side of the wire.
    happenings: broadcast::Sender<Happening>,
}

#[derive(Debug)]
struct State {
    /// The last event that was fanned out.
    seq: u64,
    recent: Recent,
    streams: Streams,
    closed: bool,
}

/// A place among those who hear what happens, for as long as it lives.
#[derive(Debug)]
pub struct Subscription {
    hub: Arc<Hub>,
    id: u64,
}

impl Subscription {
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    /// From now on an outlet writes to its reader: see [`EventStream::hand_over`](crate::EventStream::hand_over).
    pub(crate) fn hand_over(&self, slot: Slot, queue: &mut mpsc::Receiver<Frame>) -> bool {
        self.hub.lock().streams.hand_over(self.id, slot, queue)
    }
}

/// A stream that is registered, and so ends with its session.
#[derive(Debug)]
pub(crate) struct Opened {
    pub frames: mpsc::Receiver<Frame>,
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
        outlet: Option<Arc<dyn Outlet>>,
    ) -> Arc<Self> {
        Arc::new(Self {
            epoch: epoch.to_owned(),
            desk,
            happenings,
            state: Mutex::new(State {
                seq,
                recent: Recent::default(),
                streams: Streams::new(outlet),
                closed: false,
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
        let mut state = self.lock();
        if state.closed {
            return Err(SubscribeError::Unavailable);
        }
        if state.streams.is_full(viewer.agent, &who.session) {
            return Err(SubscribeError::TooManyStreams);
        }
        let hears = hears(state.seq);
        let (id, frames) = state.streams.open(viewer, who, hears);
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
        let mut state = self.lock();
        let up_to = state.seq.max(after);
        let ahead = usize::try_from(up_to - after).unwrap_or(usize::MAX);
        let events = match ahead {
            0 => vec![],
            _ => match state.recent.after(after, PAGE.min(ahead)) {
                Some(events) => events,
                None => return Missed::InJournal,
            },
        };
        if ahead > PAGE {
            return Missed::Some(events);
        }
        // The end of one that was closed meanwhile is noticed at once.
        state.streams.hear(id, up_to);
        Missed::Last { events, up_to }
    }

    /// Whether all that happened after `after` is in memory.
    pub fn remembers(&self, after: u64) -> bool {
        let state = self.lock();
        after >= state.seq || state.recent.reaches(after)
    }

    /// Sends each event to the streams that it concerns. One encoding an audience, not a reader.
    pub fn fan_out(&self, batch: Vec<Recorded>) {
        let mut state = self.lock();
        for recorded in batch {
            if begins_anew(&recorded) {
                state.streams.cut_all();
            }
            state.streams.fan_out(&self.epoch, &recorded);
            state.seq = recorded.seq;
            let recorded = Arc::new(recorded);
            // Nobody may be listening.
            let _ = self.happenings.send(Happening {
                desk: self.desk,
                recorded: Arc::clone(&recorded),
            });
            state.recent.add(recorded);
        }
        state.streams.send();
    }

    pub fn heartbeat(&self, slot: u64, frame: impl FnOnce(u64) -> Frame) {
        let mut state = self.lock();
        if state.streams.beats(slot) {
            let frame = frame(state.seq);
            state.streams.beat(slot, &frame);
        }
    }

    /// Sends a frame that is no event of the journal to every stream of an agent.
    pub fn tell(&self, agent: AgentId, frame: &Frame) {
        self.lock().streams.tell_agent(agent, frame);
    }

    /// Sends a frame that is no event of the journal to every stream of a sign-in session, and says
    /// how many those are.
    pub fn tell_session(&self, agent: AgentId, session: &str, frame: &Frame) -> usize {
        self.lock().streams.tell_session(agent, session, frame)
    }

    /// The devices of an agent that hold a stream.
    pub fn connected(&self, agent: AgentId) -> BTreeSet<DeviceId> {
        self.lock().streams.devices(agent)
    }

    pub fn end_session(&self, session: &str) {
        self.lock().streams.end_session(session);
    }

    /// Ends all streams and admits no more.
    pub fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.streams.cut_all();
    }

    pub fn count(&self) -> usize {
        self.lock().streams.count()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// After this, a reader's view can only be had as a snapshot: whoever was before it is told `resync`.
pub(crate) fn begins_anew(recorded: &Recorded) -> bool {
    matches!(recorded.event, Event::ClockStepped { .. })
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.hub.lock().streams.remove(self.id);
    }
}
