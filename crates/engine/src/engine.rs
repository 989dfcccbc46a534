//! All desks of this process.

mod housekeeping;
mod start;

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use domain::{command::Command, event::Actor, id::DeskId, rejection::Rejection};
use storage::{Store, StoreError};
use tokio::sync::broadcast;

use crate::{
    clock::Clock,
    command_error::CommandError,
    desk::{DeskHandle, Kept},
    happening::Happening,
    health::{Probe, Trouble},
    ids,
    options::Options,
    supervisor::Supervisor,
};

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

impl Engine {
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
