//! What the reactor has to do, and for whom. All of it is under one lock.

use std::{collections::VecDeque, io, mem, time::Duration};

use axum::body::Bytes;
use domain::time::Span;
use engine::{
    Slot, Subscription,
    clock::{Clock, Elapsed, SystemClock},
};
use mio::net::TcpStream;

use super::{
    due::Due,
    inbox::Message,
    reader::{Pace, Reader, Watched},
    slots::{self, Slots},
};

/// Readers who are written to before others get at the lock.
const PORTION: usize = 64;

pub struct Work {
    readers: Slots<Reader>,
    /// What was taken from the inbox and is not yet done.
    under_way: VecDeque<Message>,
    due: Due,
    /// To be dropped outside the lock.
    over: Vec<Reader>,
    /// Like the timers of connections, it goes on when a test's clock stands still.
    clock: SystemClock,
    write_time: Span,
    stage: Stage,
    /// There is something that only the thread can do, and it may be asleep.
    wants_thread: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Runs,
    Stopped,
}

impl Work {
    pub fn new(write_time: Duration) -> Self {
        let clock = SystemClock::default();
        Self {
            readers: Slots::default(),
            under_way: VecDeque::new(),
            due: Due::since(clock.awake()),
            over: Vec::new(),
            clock,
            write_time: span(write_time),
            stage: Stage::Runs,
            wants_thread: false,
        }
    }

    /// Lets a reader in whom `register` will tell the thread about.
    pub fn admit(
        &mut self,
        reader: Reader,
        life: Duration,
        register: impl FnOnce(&mut TcpStream, usize) -> io::Result<()>,
    ) -> io::Result<Slot> {
        if self.stage == Stage::Stopped {
            return Err(io::Error::other("the server stops"));
        }
        let full = || io::Error::other("there are too many streams");
        let slot = self.readers.insert(reader).ok_or_else(full)?;
        let registered = match self.readers.get_mut(slot) {
            Some(reader) => register(reader.socket(), slots::index(slot)),
            None => Ok(()),
        };
        if let Err(error) = registered {
            self.readers.remove(slot);
            return Err(error);
        }
        self.due.ends_at(slot, self.clock.awake() + span(life));
        Ok(slot)
    }

    /// The subscription of a reader who was let in; it comes back if they have gone meanwhile.
    pub fn keep(&mut self, slot: Slot, subscription: Subscription) -> Option<Subscription> {
        match self.readers.get_mut(slot) {
            Some(reader) => {
                reader.keep(subscription);
                None
            }
            None => Some(subscription),
        }
    }

    pub fn is_idle(&self) -> bool {
        self.under_way.is_empty()
    }

    /// Whether the thread has to be woken for what was done last.
    pub fn wants_thread(&mut self) -> bool {
        mem::take(&mut self.wants_thread)
    }

    pub fn send(&mut self, slot: Slot, chunks: &[Bytes]) {
        let Some(reader) = self.readers.get_mut(slot) else {
            return;
        };
        let pace = reader.send(chunks, || self.clock.awake());
        self.judge(slot, pace);
    }

    pub fn add(&mut self, messages: VecDeque<Message>) {
        self.under_way.extend(messages);
    }

    /// Does a portion of what is under way.
    pub fn go_on(&mut self) {
        match self.under_way.pop_front() {
            None => {}
            Some(Message::Send { chunks, to, done }) => {
                let upto = to.len().min(done + PORTION);
                for slot in &to[done..upto] {
                    self.send(*slot, &chunks);
                }
                if upto < to.len() {
                    let done = upto;
                    self.under_way
                        .push_front(Message::Send { chunks, to, done });
                }
            }
            Some(Message::End(mut slots)) => {
                let rest = slots.split_off(slots.len().min(PORTION));
                if !rest.is_empty() {
                    self.under_way.push_front(Message::End(rest));
                }
                self.end(slots);
            }
            Some(Message::Stop) => {
                self.stage = Stage::Stopped;
                let all = self.readers.all();
                self.end(all);
            }
        }
    }

    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Something has happened to the reader who has this place, or to one who had it before.
    pub fn look(&mut self, index: usize) {
        let Some(slot) = self.readers.at(index) else {
            return;
        };
        let Some(reader) = self.readers.get_mut(slot) else {
            return;
        };
        let pace = match reader.hear() {
            Pace::Keeps => reader.go_on(|| self.clock.awake()),
            gone => gone,
        };
        self.judge(slot, pace);
    }

    /// Ends what has lasted its time, and cuts who takes in nothing.
    pub fn keep_time(&mut self) {
        let now = self.clock.awake();
        while let Some(slots) = self.due.ended(now) {
            self.end(slots);
        }
        while let Some(slot) = self.due.slow(now) {
            let Some(reader) = self.readers.get_mut(slot) else {
                continue;
            };
            reader.watch(Watched::No);
            let Some(since) = reader.lags_since() else {
                continue;
            };
            if since + self.write_time <= now {
                self.cut(slot);
            } else {
                self.watch(slot, since);
            }
        }
    }

    /// How long there is nothing to do, if nothing comes.
    pub fn quiet(&self) -> Option<Duration> {
        if self.is_idle() {
            self.due.quiet(self.clock.awake())
        } else {
            Some(Duration::ZERO)
        }
    }

    /// Those who have left since the thread asked last.
    pub fn over(&mut self) -> Vec<Reader> {
        self.wants_thread = false;
        mem::take(&mut self.over)
    }

    fn judge(&mut self, slot: Slot, pace: Pace) {
        match pace {
            Pace::Keeps => {}
            Pace::Lags => {
                let reader = self.readers.get_mut(slot);
                let since = reader.and_then(|reader| reader.lags_since());
                if let Some(since) = since {
                    self.watch(slot, since);
                }
            }
            Pace::LagsTooFar => self.cut(slot),
            Pace::Gone => self.leave(slot),
        }
    }

    fn watch(&mut self, slot: Slot, since: Elapsed) {
        if let Some(reader) = self.readers.get_mut(slot)
            && reader.watch(Watched::Yes) == Watched::No
        {
            self.due.look_at(slot, since + self.write_time);
            self.wants_thread = true;
        }
    }

    fn end(&mut self, slots: Vec<Slot>) {
        for slot in slots {
            if let Some(reader) = self.readers.get_mut(slot) {
                reader.end();
                self.leave(slot);
            }
        }
    }

    fn cut(&mut self, slot: Slot) {
        if let Some(reader) = self.readers.get_mut(slot) {
            reader.cut();
            let reason = "slow reader";
            tracing::debug!(reason, "a stream was cut");
            metrics::counter!("deskbell_http_connections_cut_total", "reason" => reason)
                .increment(1);
            self.leave(slot);
        }
    }

    fn leave(&mut self, slot: Slot) {
        self.over.extend(self.readers.remove(slot));
        self.wants_thread = true;
    }
}

fn span(duration: Duration) -> Span {
    Span(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
}
