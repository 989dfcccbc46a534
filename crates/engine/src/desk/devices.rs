//! The devices of a desk's agents: what pages and their agents say of them.

use std::{cmp::Reverse, collections::BTreeMap};

use domain::{
    command::Command,
    device::{Device, Page},
    event::Actor,
    id::{AgentId, DeviceId},
    time::Span,
};
use storage::StoreError;

use super::DeskHandle;
use crate::{
    command_error::CommandError,
    devices::{DeviceNews, KnownDevice, What},
};

/// A heartbeat is news only after this long: what is kept is the hour.
const SEEN_EVERY: Span = Span::minutes(60);

impl DeskHandle {
    /// The devices of an agent, the one used last first.
    pub fn devices(&self, agent: AgentId) -> Vec<KnownDevice> {
        let known = self.devices_kept().lock();
        let mut devices: Vec<KnownDevice> = known
            .by_agent
            .get(&agent)
            .into_iter()
            .flat_map(BTreeMap::values)
            .map(|device| KnownDevice {
                device: device.clone(),
                push: known.push.get(&(agent, device.id)).cloned(),
            })
            .collect();
        devices.sort_by_key(|known| Reverse((known.device.seen_at, known.device.id)));
        devices
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
            let entry = of_agent
                .entry(device)
                .or_insert_with(|| Device::new(device, page.clone(), now));
            entry.seen_at = now;
            // Where its clock hangs, only a page can tell.
            entry.page = Page {
                utc_offset: entry.page.utc_offset,
                zone: entry.page.zone,
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
        let Some(kept) = known.get_mut(agent, device) else {
            return;
        };
        if now.since(kept.seen_at) >= SEEN_EVERY {
            kept.seen_at = now;
            known.due.add((agent, device), What::Row);
        }
    }

    /// The system of the device took a popup.
    pub fn note_shown(&self, agent: AgentId, device: DeviceId) {
        let now = self.now();
        let mut known = self.devices_kept().lock();
        let Some(kept) = known.get_mut(agent, device) else {
            return;
        };
        kept.shown_at = Some(now);
        kept.seen_at = now;
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
            let Some(kept) = known.get_mut(agent, device) else {
                return Ok(false);
            };
            let before = kept.clone();
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
}
