//! Where the push services of an agent's devices are.

use std::collections::BTreeMap;

use domain::{
    device::{Device, PushSubscription},
    id::{AgentId, DeviceId},
};
use storage::StoreError;

use super::DeskHandle;
use crate::devices::What;

impl DeskHandle {
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
