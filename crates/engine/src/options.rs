//! How the engine runs.

use std::{sync::Arc, time::Duration};

use domain::time::Span;

use crate::{
    clock::{Clock, SystemClock},
    failpoint::Failpoints,
    outlet::Outlet,
};

#[derive(Clone, Debug)]
pub struct Options {
    pub clock: Arc<dyn Clock>,
    /// Told to every browser, so that it notices a new release.
    pub release: String,
    /// Commands a desk queues before it answers *overloaded*.
    pub mailbox: usize,
    /// Between two heartbeats of a stream.
    pub heartbeat: Duration,
    /// What was decided about agents, and what became of it, can be looked up for this long. Nothing:
    /// for ever, so that a command that knows no settings deletes nothing.
    pub trace_kept: Option<Span>,
    /// Events that a listener of [`happenings`](crate::Engine::happenings) may be behind before it
    /// misses some.
    pub happenings: usize,
    /// After the start: a server that has just started has better things to do.
    pub housekeeping_begins: Duration,
    /// Writes to the sockets of streams that are handed over to it. None: no stream can be.
    pub outlet: Option<Arc<dyn Outlet>>,
    pub failpoints: Failpoints,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock::default()),
            release: env!("CARGO_PKG_VERSION").to_owned(),
            mailbox: 4_096,
            heartbeat: Duration::from_secs(10),
            trace_kept: None,
            happenings: 8_192,
            housekeeping_begins: Duration::from_mins(1),
            outlet: None,
            failpoints: Failpoints::default(),
        }
    }
}
