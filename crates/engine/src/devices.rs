//! The devices of a desk's agents, in memory and written through.
//!
//! Invariants: a device is known because somebody signed in on it, and until its agent removes it;
//! only then does anything else keep it up. What merely ages (when it was seen, when it last showed a
//! popup) is written at leisure by [`DeskHandle::write_devices`], everything else at once. What could not
//! be written stays due, and is written with the next change of the same device or at leisure.

mod due;

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{
    command::Command,
    device::{Device, Page, Permission, PushSubscription},
    event::Actor,
    id::{AgentId, DeviceId},
    switch::Switch,
    time::Span,
};
use storage::{DeviceRow, StoreError};

use self::due::{Due, What};
use crate::desk::{CommandError, DeskHandle};

/// A heartbeat is news only after this long: what is kept is the hour.
const SEEN_EVERY: Span = Span::minutes(60);
/// More than this many devices of one agent are not kept; the one unseen for longest makes room.
const PER_AGENT: usize = 20;

#[derive(Debug, Default)]
pub(crate) struct Devices {
    known: Mutex<Known>,
    /// Held while something is written: of two writes about one device, the later must be the last.
    writing: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Known {
    by_agent: BTreeMap<AgentId, BTreeMap<DeviceId, Entry>>,
    due: Due,
}

#[derive(Clone, Debug)]
struct Entry {
    device: Device,
    push: Option<PushSubscription>,
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

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn get(&self, agent: AgentId, device: DeviceId) -> Option<&Entry> {
        self.by_agent.get(&agent)?.get(&device)
    }

    fn get_mut(&mut self, agent: AgentId, device: DeviceId) -> Option<&mut Entry> {
        self.by_agent.get_mut(&agent)?.get_mut(&device)
    }

    fn remove(&mut self, agent: AgentId, device: DeviceId) {
        if let Some(of_agent) = self.by_agent.get_mut(&agent) {
            of_agent.remove(&device);
        }
        self.due.add((agent, device), What::Presence);
    }

    /// One browser has one address, whoever was signed in there before.
    fn give_address(&mut self, agent: AgentId, device: DeviceId, push: PushSubscription) {
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
    fn surplus(&self, agent: AgentId) -> Option<DeviceId> {
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

impl DeskHandle {
    /// The devices of an agent, the one used last first.
    pub fn devices(&self, agent: AgentId) -> Vec<KnownDevice> {
        let known = self.devices_kept().lock();
        let mut devices: Vec<KnownDevice> = known
            .by_agent
            .get(&agent)
            .into_iter()
            .flat_map(BTreeMap::values)
            .map(|entry| KnownDevice {
                device: entry.device.clone(),
                push: entry.push.clone(),
            })
            .collect();
        devices.sort_by_key(|known| std::cmp::Reverse((known.device.seen_at, known.device.id)));
        devices
    }

    /// Every device that a push service can reach, of the agents that `includes` names.
    pub fn push_targets(
        &self,
        mut includes: impl FnMut(AgentId) -> bool,
    ) -> Vec<(AgentId, Device, PushSubscription)> {
        let known = self.devices_kept().lock();
        known
            .by_agent
            .iter()
            .flat_map(|(agent, devices)| devices.values().map(move |entry| (*agent, entry)))
            .filter_map(|(agent, entry)| Some((agent, entry, entry.push.as_ref()?)))
            .filter(|(agent, ..)| includes(*agent))
            .map(|(agent, entry, push)| (agent, entry.device.clone(), push.clone()))
            .collect()
    }

    /// Somebody signed in on a device: it is known from here on.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn note_sign_in(
        &self,
        agent: AgentId,
        device: DeviceId,
        page: Page,
    ) -> Result<(), StoreError> {
        let now = self.now();
        let surplus = {
            let mut known = self.devices_kept().lock();
            let surplus = match known.get(agent, device) {
                Some(_) => None,
                None => known.surplus(agent),
            };
            if let Some(oldest) = surplus {
                known.remove(agent, oldest);
            }
            let of_agent = known.by_agent.entry(agent).or_default();
            let entry = of_agent.entry(device).or_insert_with(|| Entry {
                device: Device::new(device, page.clone(), now),
                push: None,
            });
            entry.device.seen_at = now;
            // Where its clock hangs, only a page can tell.
            entry.device.page = Page {
                utc_offset: entry.device.page.utc_offset,
                zone: entry.device.page.zone,
                ..page
            };
            known.due.add((agent, device), What::Presence);
            surplus
        };
        let about: Vec<_> = surplus.into_iter().chain([device]).collect();
        self.write_due(|key| key.0 == agent && about.contains(&key.1))
            .await
    }

    /// The device is connected. Costs nothing but a look, except once an hour.
    pub fn note_seen(&self, agent: AgentId, device: DeviceId) {
        let now = self.now();
        let mut known = self.devices_kept().lock();
        let Some(entry) = known.get_mut(agent, device) else {
            return;
        };
        if now.since(entry.device.seen_at) >= SEEN_EVERY {
            entry.device.seen_at = now;
            known.due.add((agent, device), What::Row);
        }
    }

    /// The system of the device took a popup.
    pub fn note_shown(&self, agent: AgentId, device: DeviceId) {
        let now = self.now();
        let mut known = self.devices_kept().lock();
        let Some(entry) = known.get_mut(agent, device) else {
            return;
        };
        entry.device.shown_at = Some(now);
        entry.device.seen_at = now;
        known.due.add((agent, device), What::Row);
    }

    /// Takes in what a page says of its device, or its agent of one of theirs; writes it if it is
    /// news, or was and could not be written. `false`: there is no such device.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn update_device(
        &self,
        agent: AgentId,
        device: DeviceId,
        news: DeviceNews,
    ) -> Result<bool, StoreError> {
        {
            let mut known = self.devices_kept().lock();
            let Some(entry) = known.get_mut(agent, device) else {
                return Ok(false);
            };
            let before = entry.device.clone();
            let kept = &mut entry.device;
            if let Some(page) = news.page {
                kept.page = page;
            }
            kept.permission = news.permission.unwrap_or(kept.permission);
            kept.web_push = news.web_push.unwrap_or(kept.web_push);
            if let Some(name) = news.name {
                kept.name = name;
            }
            if *kept != before {
                known.due.add((agent, device), What::Row);
            }
        }
        self.write_due(|key| *key == (agent, device)).await?;
        Ok(true)
    }

    /// Forgets a device, until somebody signs in on it again: the agent is signed in there no longer, and
    /// with their last device they leave the desk. A conversation is not cut: they leave after it.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn remove_device(
        &self,
        agent: AgentId,
        device: DeviceId,
    ) -> Result<(), CommandError> {
        self.devices_kept().lock().remove(agent, device);
        self.write_due(|key| *key == (agent, device)).await?;
        if self.store().has_sessions(self.id(), agent).await? {
            return Ok(());
        }
        match self
            .execute(Actor::Agent(agent), Command::SignOut { agent })
            .await
        {
            Ok(_) | Err(CommandError::Rejected(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Sets where the push service of a device is. `false`: there is no such device.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn subscribe_push(
        &self,
        agent: AgentId,
        device: DeviceId,
        push: PushSubscription,
    ) -> Result<bool, StoreError> {
        {
            let mut known = self.devices_kept().lock();
            let Some(entry) = known.get(agent, device) else {
                return Ok(false);
            };
            if entry.push.as_ref() != Some(&push) {
                known.give_address(agent, device, push);
            }
        }
        self.write_due(|key| *key == (agent, device)).await?;
        Ok(true)
    }

    /// Nothing is sent to this device by Web Push any more.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn unsubscribe_push(
        &self,
        agent: AgentId,
        device: DeviceId,
    ) -> Result<(), StoreError> {
        {
            let mut known = self.devices_kept().lock();
            let had = known
                .get_mut(agent, device)
                .and_then(|entry| entry.push.take());
            if had.is_some() {
                known.due.add((agent, device), What::Push);
            }
        }
        self.write_due(|key| *key == (agent, device)).await
    }

    /// Nothing is sent to any device by Web Push any more: their subscriptions are worthless.
    pub(crate) fn drop_push_subscriptions(&self) {
        let mut known = self.devices_kept().lock();
        for entry in known.by_agent.values_mut().flat_map(BTreeMap::values_mut) {
            entry.push = None;
        }
    }
}
