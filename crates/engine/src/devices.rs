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
    pub by_agent: BTreeMap<AgentId, BTreeMap<DeviceId, Device>>,
    /// Where the push services of some of them take messages. By itself, because it is looked through whenever
    /// somebody is rung.
    pub push: BTreeMap<Key, PushSubscription>,
    pub due: Due,
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
            known
                .push
                .extend(push.map(|push| ((agent, device.id), push)));
            let of_agent = known.by_agent.entry(agent).or_default();
            of_agent.insert(device.id, device);
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
    pub fn get(&self, agent: AgentId, device: DeviceId) -> Option<&Device> {
        self.by_agent.get(&agent)?.get(&device)
    }

    pub fn get_mut(&mut self, agent: AgentId, device: DeviceId) -> Option<&mut Device> {
        self.by_agent.get_mut(&agent)?.get_mut(&device)
    }

    pub fn remove(&mut self, agent: AgentId, device: DeviceId) {
        if let Some(of_agent) = self.by_agent.get_mut(&agent) {
            of_agent.remove(&device);
        }
        self.push.remove(&(agent, device));
        self.due.add((agent, device), What::Presence);
    }

    /// One browser has one address, whoever was signed in there before.
    pub fn give_address(&mut self, agent: AgentId, device: DeviceId, push: PushSubscription) {
        let others = self
            .push
            .extract_if(.., |_, other| other.endpoint == push.endpoint);
        for (other, _) in others.collect::<Vec<_>>() {
            self.due.add(other, What::Push);
        }
        if self.get(agent, device).is_some() {
            self.push.insert((agent, device), push);
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
            .min_by_key(|device| device.seen_at)
            .map(|device| device.id)
    }
}
