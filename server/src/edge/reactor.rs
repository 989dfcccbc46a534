//! Writes to the sockets of event streams that have left hyper. An idle one costs a slot, and no buffer.
//!
//! One thread waits for all of them: for readers who leave, and for those who are slow. What is published is
//! a message to it, except for few readers at a time, to whom the publisher writes at once if it can, so that
//! an offer waits for no thread.
//!
//! **Each reader hears all in order.** What one reader is sent is published in order, because their desk
//! publishes under a lock. A message leaves the inbox, and later the work that is under way, only under the
//! lock of the work, and it is gone from there only when it was carried out. So whoever holds that lock and
//! finds both empty knows that everything that was published before is written, or waits in the reader's own
//! backlog, behind which a frame is put in any case.
//!
//! **Nobody waits in a circle.** A desk's lock is taken before those of the reactor, never after: readers,
//! whose subscriptions take it when they are dropped, are dropped by the reactor's thread, outside its locks.

mod backlog;
mod due;
mod inbox;
mod reader;
mod slots;
mod thread;
mod work;

use std::{
    collections::BTreeMap,
    fmt, io, mem, net,
    sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError},
    time::Duration,
};

use axum::body::Bytes;
use engine::{Letter, Outlet, Slot};
use mio::{Interest, Poll, Registry, Token, Waker, net::TcpStream};
use socket2::SockRef;

pub use self::thread::Thread;
use self::{
    inbox::{Inbox, Message},
    reader::Reader,
    work::Work,
};
use super::{crowd::Place, departure::Leaving};

/// To so many readers of a frame the publisher writes by itself.
const FEW: usize = 8;
/// And to so many in all: those who come with the next batch wait meanwhile.
const AT_ONCE: usize = 64;
/// For each way of a connection, in the system's memory; twice as much is used.
const KERNEL_BUFFER: usize = 32 * 1024;
const WAKE: Token = Token(usize::MAX);

/// Where streams are handed over. Its thread ends when nobody has it any more.
pub struct Reactor(Arc<Shared>);

struct Shared {
    work: Mutex<Work>,
    inbox: Inbox,
    registry: Registry,
    waker: Waker,
}

impl Reactor {
    /// One whose thread is yet to be started. Who takes in nothing for `write_time` is cut.
    ///
    /// # Errors
    /// The system lets nobody wait.
    pub fn new(write_time: Duration) -> io::Result<(Arc<Self>, Thread)> {
        let poll = Poll::new()?;
        let shared = Arc::new(Shared {
            work: Mutex::new(Work::new(write_time)),
            inbox: Inbox::default(),
            registry: poll.registry().try_clone()?,
            waker: Waker::new(poll.registry(), WAKE)?,
        });
        let thread = Thread::new(poll, Arc::clone(&shared));
        Ok((Arc::new(Self(shared)), thread))
    }

    /// Writes to this socket from here on. `heard`: bytes that came after the request and are passed over.
    ///
    /// # Errors
    /// The connection is gone, or the server stops.
    pub fn take_over(
        &self,
        socket: net::TcpStream,
        place: Place,
        Leaving { frames, life }: Leaving,
        heard: usize,
    ) -> io::Result<()> {
        let system = SockRef::from(&socket);
        system.set_send_buffer_size(KERNEL_BUFFER)?;
        system.set_recv_buffer_size(KERNEL_BUFFER)?;
        let reader = Reader::new(TcpStream::from_std(socket), place, heard);
        let slot = self.0.work().admit(reader, life, |socket, index| {
            // Both for good: room to write is told only to who has found none, so an idle reader costs nothing.
            let interest = Interest::READABLE | Interest::WRITABLE;
            self.0.registry.register(socket, Token(index), interest)
        })?;
        // From the next line on it is told what happens, also while its subscription is on the way.
        match frames.hand_over(slot) {
            Some(subscription) => {
                let left = self.0.work().keep(slot, subscription);
                // It has gone already. Not under the lock: this takes the desk's.
                drop(left);
            }
            None => self.end(vec![slot]),
        }
        Ok(())
    }

    /// Ends all streams, and the thread with them. Nothing is taken over any more.
    pub fn stop(&self) {
        self.0.post(Message::Stop);
    }
}

impl Outlet for Reactor {
    fn send(&self, mut letters: Vec<Letter>) {
        let are_few = letters.iter().all(|letter| letter.to.len() <= FEW);
        // Everybody is told one thing: nobody has to be told it together with another.
        if let [Letter { frame, to }] = &mut letters[..]
            && !are_few
        {
            let chunks = vec![frame.chunk().clone()];
            self.0.post(Message::send(chunks, mem::take(to)));
            return;
        }
        let by_reader = by_reader(&letters);
        let chunks = |which: &[usize]| -> Vec<Bytes> {
            let chunks = which.iter().map(|which| letters[*which].frame.chunk());
            chunks.cloned().collect()
        };
        if are_few
            && by_reader.len() <= AT_ONCE
            && let Some(mut work) = self.0.idle_work()
        {
            for (slot, which) in by_reader {
                work.send(slot, &chunks(&which));
            }
            let is_wanted = work.wants_thread();
            drop(work);
            if is_wanted {
                self.0.wake();
            }
            return;
        }
        let mut alike: BTreeMap<Vec<usize>, Vec<Slot>> = BTreeMap::new();
        for (slot, which) in by_reader {
            alike.entry(which).or_default().push(slot);
        }
        for (which, to) in alike {
            self.0.post(Message::send(chunks(&which), to));
        }
    }

    fn end(&self, slots: Vec<Slot>) {
        self.0.post(Message::End(slots));
    }
}

/// Which letters each reader is sent, in their order.
fn by_reader(letters: &[Letter]) -> BTreeMap<Slot, Vec<usize>> {
    let mut readers: BTreeMap<Slot, Vec<usize>> = BTreeMap::new();
    for (which, letter) in letters.iter().enumerate() {
        for slot in &letter.to {
            readers.entry(*slot).or_default().push(which);
        }
    }
    readers
}

impl Shared {
    fn work(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The work, if there is none to be done before.
    fn idle_work(&self) -> Option<MutexGuard<'_, Work>> {
        let work = match self.work.try_lock() {
            Ok(work) => work,
            Err(TryLockError::Poisoned(work)) => work.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        (work.is_idle() && self.inbox.is_empty()).then_some(work)
    }

    fn post(&self, message: Message) {
        if self.inbox.put(message).was_empty() {
            self.wake();
        }
    }

    fn wake(&self) {
        if let Err(error) = self.waker.wake() {
            tracing::error!(%error, "the thread of the streams can't be woken");
        }
    }
}

impl Drop for Reactor {
    fn drop(&mut self) {
        self.stop();
    }
}

impl fmt::Debug for Reactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reactor").finish_non_exhaustive()
    }
}
