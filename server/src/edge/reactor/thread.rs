//! The thread that waits for all readers at once.

use std::{io, sync::Arc};

use mio::{Events, Poll};

use super::{Shared, WAKE, work::Stage};

const EVENTS: usize = 1_024;
/// Portions of work that are done before the thread looks who has left.
const PORTIONS: usize = 16;

/// To be run on a thread of its own.
pub struct Thread {
    poll: Poll,
    shared: Arc<Shared>,
}

impl Thread {
    pub(super) fn new(poll: Poll, shared: Arc<Shared>) -> Self {
        Self { poll, shared }
    }

    /// Returns when the reactor was stopped.
    pub fn run(mut self) {
        let mut events = Events::with_capacity(EVENTS);
        loop {
            let quiet = self.shared.work().quiet();
            match self.poll.poll(&mut events, quiet) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => panic!("nobody can be waited for: {error}"),
            }
            for event in events.iter().filter(|event| event.token() != WAKE) {
                self.shared.work().look(event.token().0);
            }
            self.shared.work().keep_time();
            for _ in 0..PORTIONS {
                if !self.portion() {
                    break;
                }
            }
            let stage = self.shared.work().stage();
            if stage == Stage::Stopped {
                return;
            }
        }
    }

    /// Does a portion of the work. `false`: there was none.
    fn portion(&self) -> bool {
        let mut work = self.shared.work();
        // While this is locked nobody else finds the inbox empty and work that is idle.
        work.add(self.shared.inbox.take_all());
        let was_idle = work.is_idle();
        work.go_on();
        let over = work.over();
        drop(work);
        drop(over);
        !was_idle
    }
}
