//! Writing what is known of devices and not yet in the database.

use std::{collections::BTreeSet, sync::MutexGuard};

use domain::{device::Device, id::AgentId};
use storage::StoreError;

use super::DeskHandle;
use crate::devices::{Key, Known, What};

impl DeskHandle {
    /// Writes what has aged since the last time, and what could not be written then.
    ///
    /// # Errors
    /// The database does not answer; it is tried again the next time.
    pub async fn write_devices(&self) -> Result<(), StoreError> {
        self.write_due(|_| true).await
    }

    /// Writes what is due about some devices. Each thing is tried, whatever became of the others, and
    /// what fails stays due.
    pub(super) async fn write_due(&self, which: impl Fn(&Key) -> bool) -> Result<(), StoreError> {
        let kept = self.devices_kept();
        let _writing = kept.writing.lock().await;
        let due = kept.lock().due.take(which);
        // Put back if the caller goes away, too: the commit may or may not have happened.
        let mut unwritten = Unwritten { desk: self, due };
        let mut result = Ok(());
        let rows = unwritten.of(What::Row);
        for (what, key) in unwritten.due.clone() {
            if what == What::Row {
                continue;
            }
            match self.write_one(what, key).await {
                Ok(()) => unwritten.is_written(what, &[key]),
                Err(error) => result = Err(error),
            }
        }
        let known: Vec<(AgentId, Device)> = {
            let known = kept.lock();
            let device_of = |key: &Key| Some((key.0, known.get(key.0, key.1)?.clone()));
            rows.iter().filter_map(device_of).collect()
        };
        if !known.is_empty() {
            self.store().put_devices(self.id(), &known).await?;
        }
        unwritten.is_written(What::Row, &rows);
        result
    }

    async fn write_one(&self, what: What, (agent, device): Key) -> Result<(), StoreError> {
        let (entry, push) = {
            let known = self.devices_kept().lock();
            let push = known.push.get(&(agent, device));
            (known.get(agent, device).cloned(), push.cloned())
        };
        let store = self.store();
        match (what, entry) {
            (What::Presence, Some(entry)) => store.add_device(self.id(), agent, &entry).await,
            // Its address goes with it, and whoever is signed in there.
            (What::Presence, None) => {
                for session in store.remove_device(self.id(), agent, device).await? {
                    self.end_session(&session);
                }
                Ok(())
            }
            (What::Push, Some(_)) => match push {
                Some(push) => {
                    let put =
                        store.put_push_subscription(self.id(), agent, device, &push, self.now());
                    put.await
                }
                None => {
                    store
                        .remove_push_subscription(self.id(), agent, device)
                        .await
                }
            },
            (What::Push, None) | (What::Row, _) => Ok(()),
        }
    }
}

/// What was taken to be written. What is left of it in the end is due again.
struct Unwritten<'desk> {
    desk: &'desk DeskHandle,
    due: BTreeSet<(What, Key)>,
}

impl Unwritten<'_> {
    fn of(&self, what: What) -> Vec<Key> {
        let those = self.due.iter().filter(|(kind, _)| *kind == what);
        those.map(|(_, key)| *key).collect()
    }

    fn is_written(&mut self, what: What, keys: &[Key]) {
        for key in keys {
            self.due.remove(&(what, *key));
        }
    }
}

impl Drop for Unwritten<'_> {
    fn drop(&mut self) {
        let mut known: MutexGuard<'_, Known> = self.desk.devices_kept().lock();
        for (what, key) in &self.due {
            known.due.add(*key, *what);
        }
    }
}
