//! The streams that are open: who gets a frame, and on which way.

use std::{
    collections::{BTreeSet, HashMap},
    mem,
    sync::Arc,
};

use domain::{
    event::Recorded,
    id::{AgentId, DeviceId},
    view::{Viewer, project},
};
use tokio::sync::mpsc;

use super::index::Index;
use crate::{
    frame::{self, Frame},
    outlet::{Letter, Outlet, Slot},
    subscriber::{STREAMS_PER_SESSION, Subscriber},
};

/// Frames that wait for a slow reader before the stream is cut.
pub const BACKLOG: usize = 1_024;

#[derive(Debug)]
pub(super) struct Streams {
    next_id: u64,
    open: HashMap<u64, OpenStream>,
    index: Index,
    outlet: Option<Arc<dyn Outlet>>,
    /// What the outlet gets next, together.
    letters: Vec<Letter>,
}

/// As small as it can be: there are many thousands of them, and most say nothing.
#[derive(Debug)]
struct OpenStream {
    viewer: Arc<Viewer>,
    session: Arc<str>,
    device: DeviceId,
    hears: Hears,
    way: Way,
}

/// How frames get to a reader.
#[derive(Debug)]
enum Way {
    Queue(mpsc::Sender<Frame>),
    /// Of the outlet.
    Slot(Slot),
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

/// Those that one frame goes to.
#[derive(Debug, Default)]
struct Readers {
    slots: Vec<Slot>,
    /// Nobody reads these.
    full: Vec<u64>,
}

impl Readers {
    fn tell(&mut self, id: u64, way: &Way, frame: &Frame) {
        match way {
            Way::Slot(slot) => self.slots.push(*slot),
            Way::Queue(queue) => {
                if queue.try_send(frame.clone()).is_err() {
                    self.full.push(id);
                }
            }
        }
    }
}

impl Streams {
    pub fn new(outlet: Option<Arc<dyn Outlet>>) -> Self {
        Self {
            next_id: 0,
            open: HashMap::new(),
            index: Index::default(),
            outlet,
            letters: Vec::new(),
        }
    }

    /// Whether the session has as many as it may have.
    pub fn is_full(&self, agent: AgentId, session: &str) -> bool {
        self.of_session(agent, session).count() >= STREAMS_PER_SESSION
    }

    pub fn open(
        &mut self,
        viewer: Viewer,
        who: &Subscriber,
        hears: Hears,
    ) -> (u64, mpsc::Receiver<Frame>) {
        let id = self.next_id;
        self.next_id += 1;
        let (sender, frames) = mpsc::channel(BACKLOG);
        let viewer = self.shared(viewer);
        let open = OpenStream {
            session: self.index.add(id, &viewer, &who.session),
            viewer,
            device: who.device,
            hears,
            way: Way::Queue(sender),
        };
        self.open.insert(id, open);
        (id, frames)
    }

    /// Streams of one agent share what they have in common.
    fn shared(&self, viewer: Viewer) -> Arc<Viewer> {
        let others = self.index.of_agent(viewer.agent).iter();
        others
            .filter_map(|id| self.open.get(id))
            .find(|other| *other.viewer == viewer)
            .map_or_else(|| Arc::new(viewer), |other| Arc::clone(&other.viewer))
    }

    /// From now on it hears what comes after this event. One that was closed meanwhile hears nothing.
    pub fn hear(&mut self, id: u64, after: u64) {
        if let Some(open) = self.open.get_mut(&id) {
            open.hears = Hears::After(after);
        }
    }

    /// From now on the outlet has it, and first of all what was queued: as nobody can be told anything
    /// meanwhile, nothing is lost between the two and nothing comes twice. `false`: it has ended, or there is no outlet.
    pub fn hand_over(&mut self, id: u64, slot: Slot, queue: &mut mpsc::Receiver<Frame>) -> bool {
        let (Some(open), Some(outlet)) = (self.open.get_mut(&id), &self.outlet) else {
            return false;
        };
        let mut letters = Vec::new();
        while let Ok(frame) = queue.try_recv() {
            let to = vec![slot];
            letters.push(Letter { frame, to });
        }
        if !letters.is_empty() {
            outlet.send(letters);
        }
        open.way = Way::Slot(slot);
        true
    }

    /// Whether any has its heartbeat then.
    pub fn beats(&self, slot: u64) -> bool {
        self.index.of_slot(slot).next().is_some()
    }

    pub fn beat(&mut self, slot: u64, frame: &Frame) {
        let mut readers = Readers::default();
        for id in self.index.of_slot(slot) {
            if let Some(open) = self.open.get(&id)
                && open.hears != Hears::Nothing
            {
                readers.tell(id, &open.way, frame);
            }
        }
        self.add(frame, readers);
        self.send();
    }

    /// Tells every stream of an agent.
    pub fn tell_agent(&mut self, agent: AgentId, frame: &Frame) {
        let ids = self.index.of_agent(agent).to_vec();
        self.tell(&ids, frame);
    }

    /// Tells every stream of a sign-in session, and says how many those are.
    pub fn tell_session(&mut self, agent: AgentId, session: &str, frame: &Frame) -> usize {
        let ids: Vec<u64> = self.of_session(agent, session).collect();
        self.tell(&ids, frame);
        ids.len()
    }

    fn tell(&mut self, ids: &[u64], frame: &Frame) {
        let mut readers = Readers::default();
        for id in ids {
            if let Some(open) = self.open.get(id) {
                readers.tell(*id, &open.way, frame);
            }
        }
        self.add(frame, readers);
        self.send();
    }

    fn of_session(&self, agent: AgentId, session: &str) -> impl Iterator<Item = u64> {
        let ids = self.index.of_session(session).iter().copied();
        ids.filter(move |id| {
            let open = self.open.get(id);
            open.is_some_and(|open| open.viewer.agent == agent)
        })
    }

    pub fn devices(&self, agent: AgentId) -> BTreeSet<DeviceId> {
        let ids = self.index.of_agent(agent).iter();
        ids.filter_map(|id| self.open.get(id))
            .map(|open| open.device)
            .collect()
    }

    pub fn count(&self) -> usize {
        self.open.len()
    }

    /// Whoever has an outlet is told with the next [`send`](Self::send).
    pub fn fan_out(&mut self, epoch: &str, recorded: &Recorded) {
        let told = project(recorded);
        let mut letters: Vec<Option<(Frame, Readers)>> = Vec::new();
        letters.resize_with(told.len(), || None);
        for id in self
            .index
            .concerned(told.iter().map(|(audience, _)| audience))
        {
            let Some(open) = self.open.get(&id) else {
                continue;
            };
            match open.hears {
                Hears::After(after) if recorded.seq > after => {}
                Hears::After(_) | Hears::Nothing => continue,
            }
            let about = told
                .iter()
                .position(|(audience, _)| audience.includes(&open.viewer));
            let Some(index) = about else {
                continue;
            };
            let (frame, readers) = letters[index].get_or_insert_with(|| {
                let message = &told[index].1;
                let frame = frame::message(epoch, recorded.seq, recorded.at, message);
                (frame, Readers::default())
            });
            readers.tell(id, &open.way, frame);
        }
        for (frame, readers) in letters.into_iter().flatten() {
            self.add(&frame, readers);
        }
    }

    /// A full backlog means that nobody reads: the stream is cut and the reader resumes.
    fn add(&mut self, frame: &Frame, Readers { slots, full }: Readers) {
        if !slots.is_empty() {
            self.letters.push(Letter {
                frame: frame.clone(),
                to: slots,
            });
        }
        for id in full {
            self.forget(id);
        }
    }

    /// Hands what was fanned out to the outlet.
    pub fn send(&mut self) {
        let letters = mem::take(&mut self.letters);
        if let Some(outlet) = &self.outlet
            && !letters.is_empty()
        {
            outlet.send(letters);
        }
    }

    pub fn cut_all(&mut self) {
        self.send();
        self.index = Index::default();
        let open = mem::take(&mut self.open);
        self.end(open.into_values());
    }

    pub fn end_session(&mut self, session: &str) {
        let ids = self.index.of_session(session).to_vec();
        let ended: Vec<_> = ids.iter().filter_map(|id| self.forget(*id)).collect();
        self.end(ended.into_iter());
    }

    /// Those with a queue have ended when that is dropped.
    fn end(&self, streams: impl Iterator<Item = OpenStream>) {
        let slots: Vec<Slot> = streams
            .filter_map(|stream| match stream.way {
                Way::Queue(_) => None,
                Way::Slot(slot) => Some(slot),
            })
            .collect();
        if let Some(outlet) = &self.outlet
            && !slots.is_empty()
        {
            outlet.end(slots);
        }
    }

    /// Leaves the end to whoever has it.
    pub fn remove(&mut self, id: u64) {
        self.forget(id);
    }

    fn forget(&mut self, id: u64) -> Option<OpenStream> {
        let open = self.open.remove(&id)?;
        self.index.remove(id, &open.viewer, &open.session);
        Some(open)
    }
}
