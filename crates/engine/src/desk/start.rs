//! The start of a desk: its writer, its heartbeats and its watch.

use std::sync::{Arc, RwLock, atomic::AtomicBool};

use domain::{
    agent::Reachability,
    id::DeskId,
    time::{Step, Timestamp},
};
use storage::Store;
use tokio::sync::broadcast;

use super::{
    DeskHandle, Inner,
    clockwork::{beat, watch},
    kept::Kept,
};
use crate::{
    clock::{Clock, SET},
    devices::Devices,
    happening::Happening,
    hub::Hub,
    mailbox::Mailbox,
    options::Options,
    reachability::Heard,
    remembered::Remembered,
    supervisor::Supervisor,
    tests_sent::Tests,
    writer::{BATCH, Writer},
};

/// How often agents who don't answer are looked for, for each heartbeat.
const LOOKS: u32 = 10;

impl DeskHandle {
    /// Starts the writer of a desk, its heartbeats and its watch.
    pub(crate) fn start(
        id: DeskId,
        Kept {
            desk,
            last_at,
            devices,
        }: Kept,
        store: Store,
        options: &Options,
        supervisor: &Supervisor,
        happenings: broadcast::Sender<Happening>,
    ) -> Self {
        let (mailbox, jobs) = Mailbox::for_jobs(options.mailbox);
        let hub = Hub::new(
            store.epoch(),
            desk.seq(),
            id,
            happenings,
            options.outlet.clone(),
        );
        let reachable = desk
            .agents()
            .filter(|agent| agent.reachability == Reachability::Reachable)
            .map(|agent| agent.id);
        let heard = Arc::new(Heard::since(options.clock.awake(), reachable));
        let lost = Arc::new(AtomicBool::new(false));
        let published = Arc::new(RwLock::new(desk.clone()));
        let writer = Writer {
            id,
            store: store.clone(),
            clock: Arc::clone(&options.clock),
            mailbox: jobs,
            published: Arc::clone(&published),
            hub: Arc::clone(&hub),
            heard: Arc::clone(&heard),
            heard_since: vec![],
            failpoints: options.failpoints.clone(),
            working: Some(desk),
            lost: Arc::clone(&lost),
            set_by: set_before(&*options.clock, last_at),
            receipts: Remembered::at_most(options.mailbox + 2 * BATCH),
            presses: Remembered::at_most(options.mailbox + 2 * BATCH),
        };
        supervisor.spawn_on_thread("the writer of a desk", writer.run());
        let handle = Self {
            inner: Arc::new(Inner {
                id,
                store,
                clock: Arc::clone(&options.clock),
                release: options.release.clone(),
                mailbox,
                published,
                hub,
                heard,
                lost,
                devices: Devices::load(devices),
                tests: Tests::default(),
            }),
        };
        let desk = || Arc::downgrade(&handle.inner);
        let often = options.heartbeat / LOOKS;
        supervisor.spawn("the heartbeat of a desk", beat(desk(), options.heartbeat));
        supervisor.spawn("the watch over agents", watch(desk(), often));
        handle
    }
}

/// By how much the clock was set up to where the journal ends. It may have been put back since, while
/// nobody was there to notice; that much is known, because nothing happens before what happened last.
fn set_before(clock: &dyn Clock, last_at: Option<Timestamp>) -> Step {
    let put_back = last_at.map_or(0, |at| at.0.saturating_sub(clock.now().0).max(0));
    Step(clock.set_by().0 + if put_back > SET { put_back } else { 0 })
}
