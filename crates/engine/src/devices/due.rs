//! What is known of devices in memory and not yet in the database.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{AgentId, DeviceId};

/// Whose device, and which.
pub(crate) type Key = (AgentId, DeviceId);

/// In the order in which it is written: an address needs its device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    /// Whether there is such a device.
    Presence,
    /// What is known of it.
    Row,
    /// Where its push service takes messages.
    Push,
}

/// Says what has to be written, never how it reads: that is looked up in memory when it is written.
#[derive(Debug, Default)]
pub(crate) struct Due(BTreeMap<Key, BTreeSet<What>>);

impl Due {
    pub fn add(&mut self, key: Key, what: What) {
        self.0.entry(key).or_default().insert(what);
    }

    pub fn take(&mut self, which: impl Fn(&Key) -> bool) -> BTreeSet<(What, Key)> {
        let keys: Vec<Key> = self.0.keys().copied().filter(|key| which(key)).collect();
        keys.into_iter()
            .filter_map(|key| Some((key, self.0.remove(&key)?)))
            .flat_map(|(key, whats)| whats.into_iter().map(move |what| (what, key)))
            .collect()
    }
}
