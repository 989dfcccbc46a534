//! All desks of this process.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock, Weak},
    time::Duration,
};

use domain::{
    command::Command,
    event::{Actor, Recorded},
    id::DeskId,
    rejection::Rejection,
    time::Span,
};
use storage::{Store, StoreError};
use thiserror::Error;
use tokio::{sync::broadcast, time::MissedTickBehavior};

use crate::{
    clock::{Clock, SystemClock},
    desk::{CommandError, DeskHandle, Kept},
    failpoint::Failpoints,
    health::{Probe, Trouble},
    ids,
    supervisor::Supervisor,
};

const HOUSEKEEPING: Duration = Duration::from_hours(1);
/// An Idempotency-Key means the same request for this long.
const RECEIPTS_KEPT: Span = Span::days(1);

/// How often it is written when devices were seen and what they showed.
const DEVICES_WRITTEN: Duration = Duration::from_mins(1);

/// An event of one of the desks, on the disk already.
#[derive(Clone, Debug)]
pub struct Happening {
    pub desk: DeskId,
    pub recorded: Arc<Recorded>,
}

/// How the engine runs.
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
    /// Events that a listener of [`Engine::happenings`] may be behind before it misses some.
    pub happenings: usize,
    /// After the start: a server that has just started has better things to do.
    pub housekeeping_begins: Duration,
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
            failpoints: Failpoints::default(),
        }
    }
}

/// The desks of one database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Engine {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Store,
    options: Options,
    desks: RwLock<BTreeMap<DeskId, DeskHandle>>,
    happenings: broadcast::Sender<Happening>,
    supervisor: Supervisor,
    probe: Arc<Probe>,
}

#[derive(Debug, Error)]
pub enum StartError {
    #[error("the desks can't be read: {0}")]
    Unreadable(#[from] StoreError),
}

impl Engine {
    /// Loads every desk and starts it.
    ///
    /// # Errors
    /// The database can't be read.
    pub async fn start(store: Store, options: Options) -> Result<Self, StartError> {
        let mut desks = BTreeMap::new();
        let (happenings, _) = broadcast::channel(options.happenings);
        let supervisor = Supervisor::default();
        for id in store.desks().await? {
            let desk = store.load(id).await?;
            let kept = Kept {
                last_at: store
                    .happened_after(id, desk.seq().saturating_sub(1))
                    .await?,
                devices: store.devices(id).await?,
                desk,
            };
            let handle = DeskHandle::start(
                id,
                kept,
                store.clone(),
                &options,
                &supervisor,
                happenings.clone(),
            );
            desks.insert(id, handle);
        }
        let inner = Arc::new(Inner {
            store,
            options,
            desks: RwLock::new(desks),
            happenings,
            supervisor: supervisor.clone(),
            probe: Arc::default(),
        });
        let begins = inner.options.housekeeping_begins;
        supervisor.spawn("housekeeping", housekeeping(Arc::downgrade(&inner), begins));
        supervisor.spawn("the book of devices", write_devices(Arc::downgrade(&inner)));
        Ok(Self { inner })
    }

    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    pub fn clock(&self) -> &dyn Clock {
        &*self.inner.options.clock
    }

    pub fn desks(&self) -> Vec<DeskHandle> {
        self.inner
            .desks
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .values()
            .cloned()
            .collect()
    }

    pub fn desk(&self, id: DeskId) -> Option<DeskHandle> {
        self.inner
            .desks
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&id)
            .cloned()
    }

    /// Opens a new desk. Names are unique in an installation, because commands choose desks by name.
    ///
    /// # Errors
    /// The name is taken, or the database does not answer.
    pub async fn open_desk(
        &self,
        name: String,
        country: String,
    ) -> Result<DeskHandle, CommandError> {
        let taken = self
            .desks()
            .iter()
            .any(|desk| desk.read(|desk| desk.profile().name.eq_ignore_ascii_case(&name)));
        if taken {
            return Err(Rejection::DeskAlreadyOpen.into());
        }
        let id = ids::fresh(self.clock());
        let handle = DeskHandle::start(
            id,
            Kept::default(),
            self.inner.store.clone(),
            &self.inner.options,
            &self.inner.supervisor,
            self.inner.happenings.clone(),
        );
        handle
            .execute(Actor::Operator, Command::OpenDesk { name, country })
            .await?;
        self.inner
            .desks
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id, handle.clone());
        Ok(handle)
    }

    /// What happens from here on, on every desk. Who listens too slowly misses something and is told
    /// so; nobody is waited for.
    pub fn happenings(&self) -> broadcast::Receiver<Happening> {
        self.inner.happenings.subscribe()
    }

    /// Forgets every subscription of Web Push, because the keys that they were made with are gone.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn drop_push_subscriptions(&self) -> Result<(), StoreError> {
        self.inner.store.remove_all_push_subscriptions().await?;
        for desk in self.desks() {
            desk.drop_push_subscriptions();
        }
        Ok(())
    }

    /// Writes when devices were last seen: before the database is closed.
    pub async fn write_devices(&self) {
        for desk in self.desks() {
            if let Err(error) = desk.write_devices().await {
                tracing::warn!(%error, "when devices were seen is written later");
            }
        }
    }

    /// What runs beside the desks for as long as they do is started by it.
    pub fn supervisor(&self) -> &Supervisor {
        &self.inner.supervisor
    }

    /// Whether work can be done: every part of the server lives, every desk is there, and the database
    /// reads and writes.
    ///
    /// # Errors
    /// What is in the way.
    pub async fn ready(&self) -> Result<(), Trouble> {
        if let Some(what) = self.inner.supervisor.dead() {
            return Err(Trouble::Died(what));
        }
        let inner = &self.inner;
        inner.probe.ask(&inner.store, &inner.options.clock).await?;
        if self.desks().iter().any(DeskHandle::is_lost) {
            return Err(Trouble::DeskLost);
        }
        Ok(())
    }

    /// Ends all streams. Commands that are queued are still done; they are quick.
    pub fn close_streams(&self) {
        for desk in self.desks() {
            desk.close_streams();
        }
    }
}

/// Forgets what nobody can ask for any more, in steps that nobody has to wait for. Ends with the engine.
async fn housekeeping(engine: Weak<Inner>, begins: Duration) {
    tokio::time::sleep(begins).await;
    let mut ticks = tokio::time::interval(HOUSEKEEPING);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let Some(inner) = engine.upgrade() else {
            return;
        };
        let before = inner.options.clock.now() - RECEIPTS_KEPT;
        if let Err(error) = inner.store.forget_receipts(before).await {
            tracing::warn!(%error, "old receipts are kept for another hour");
        }
        if let Err(error) = inner.store.forget_presses(before).await {
            tracing::warn!(%error, "old presses are kept for another hour");
        }
        let Some(kept) = inner.options.trace_kept else {
            continue;
        };
        let before = inner.options.clock.now() - kept;
        if let Err(error) = inner.store.forget_push_attempts(before).await {
            tracing::warn!(%error, "what became of old messages is kept for another hour");
        }
        let engine = Engine { inner };
        for desk in engine.desks() {
            if let Err(error) = engine.store().forget_trace(desk.id(), before).await {
                tracing::warn!(desk.id = %desk.id(), %error, "the old trace is kept for another hour");
            }
        }
    }
}

/// Writes down at leisure what would be too much to write each time. Ends with the engine.
async fn write_devices(engine: Weak<Inner>) {
    let mut ticks = tokio::time::interval(DEVICES_WRITTEN);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let Some(inner) = engine.upgrade() else {
            return;
        };
        Engine { inner }.write_devices().await;
    }
}
