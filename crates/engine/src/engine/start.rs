//! The start of all desks of a database.

use std::{
    collections::BTreeMap,
    sync::{Arc, RwLock},
};

use storage::Store;
use tokio::sync::broadcast;

use super::{
    Engine, Inner,
    housekeeping::{housekeeping, write_devices},
};
use crate::{
    desk::{DeskHandle, Kept},
    options::Options,
    start_error::StartError,
    supervisor::Supervisor,
};

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
}
