//! The devices of a desk's agents, in memory and written through.
//!
//! Invariants: a device is known because somebody signed in on it, and until its agent removes it;
//! only then does anything else keep it up. What merely ages (when it was seen, when it last showed a
//! popup) is written at leisure by [`write_devices`](crate::DeskHandle::write_devices), everything else at
//! once. What could not be written stays due, and is written with the next change of the same device or at
//! leisure.

mod due;

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{
    device::{Device, Page, Permission, PushSubscription},
    id::{AgentId, DeviceId},
    switch::Switch,
};
use storage::DeviceRow;

use self::due::Due;
pub(crate) use self::due::{Key, What};

/// More than this many devices of one agent are not kept; the one unseen for longest makes room.
const PER_AGENT: usize = 20;

#[derive(Debug, Default)]
pub(crate) struct Devices {
    known: Mutex<Known>,
    /// Held while something is written: of two writes about one device, the later must be the last.
    pub writing: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
pub(crate) struct Known {
    pub by_agent: BTreeMap<AgentId, BTreeMap<DeviceId, Entry>>,
    pub due: Due,
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub device: Device,
    pub push: Option<PushSubscription>,
}

/// A device of an agent, and whether a push service can reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDevice {
    pub device: Device,
    pub push: Option<PushSubscription>,
}

/// What the page on a device says about it. Absent is what it did not say.
#[derive(Clone, Debug, Default)]
pub struct DeviceNews {
    pub page: Option<Page>,
    pub permission: Option<Permission>,
    pub web_push: Option<Switch>,
    /// A new name, or none: then it is named after its browser again.
    pub name: Option<Option<String>>,
}

impl Devices {
    pub fn load(rows: Vec<DeviceRow>) -> Self {
        let mut known = Known::default();
        for DeviceRow {
            agent,
            device,
            push,
        } in rows
        {
            let of_agent = known.by_agent.entry(agent).or_default();
            of_agent.insert(device.id, Entry { device, push });
        }
        Self {
            known: Mutex::new(known),
            writing: tokio::sync::Mutex::default(),
        }
    }

    pub fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    pub fn get(&self, agent: AgentId, device: DeviceId) -> Option<&Entry> {
        self.by_agent.get(&agent)?.get(&device)
    }

    pub fn get_mut(&mut self, agent: AgentId, device: DeviceId) -> Option<&mut Entry> {
        self.by_agent.get_mut(&agent)?.get_mut(&device)
    }

    pub fn remove(&mut self, agent: AgentId, device: DeviceId) {
        if let Some(of_agent) = self.by_agent.get_mut(&agent) {
            of_agent.remove(&device);
        }
        self.due.add((agent, device), What::Presence);
    }

    /// One browser has one address, whoever was signed in there before.
    pub fn give_address(&mut self, agent: AgentId, device: DeviceId, push: PushSubscription) {
        for (other, devices) in &mut self.by_agent {
            for (id, entry) in devices {
                let taken = entry.push.take_if(|other| other.endpoint == push.endpoint);
                if taken.is_some() {
                    self.due.add((*other, *id), What::Push);
                }
            }
        }
        if let Some(entry) = self.get_mut(agent, device) {
            entry.push = Some(push);
            self.due.add((agent, device), What::Push);
        }
    }

    /// The device that has to make room for one more.
    pub fn surplus(&self, agent: AgentId) -> Option<DeviceId> {
        let of_agent = self.by_agent.get(&agent)?;
        if of_agent.len() < PER_AGENT {
            return None;
        }
        of_agent
            .values()
            .min_by_key(|entry| entry.device.seen_at)
            .map(|entry| entry.device.id)
    }
}
