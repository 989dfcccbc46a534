//! Where the push services of an agent's devices are.

use domain::{
    device::{Device, PushSubscription},
    id::{AgentId, DeviceId},
};
use storage::StoreError;
use uuid::Uuid;

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
            .push
            .iter()
            .filter(|((agent, _), _)| includes(*agent))
            .filter_map(|((agent, device), push)| {
                let device = known.get(*agent, *device)?;
                Some((*agent, device.clone(), push.clone()))
            })
            .collect()
    }

    /// Whether a push service can reach any device of this agent.
    pub fn has_push_target(&self, agent: AgentId) -> bool {
        let known = self.devices_kept().lock();
        let every = (agent, DeviceId(Uuid::nil()))..=(agent, DeviceId(Uuid::max()));
        known.push.range(every).next().is_some()
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
            if known.get(agent, device).is_none() {
                return Ok(false);
            }
            if known.push.get(&(agent, device)) != Some(&push) {
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
            if known.push.remove(&(agent, device)).is_some() {
                known.due.add((agent, device), What::Push);
            }
        }
        self.write_due(|key| *key == (agent, device)).await
    }

    /// Nothing is sent to any device by Web Push any more: their subscriptions are worthless.
    pub(crate) fn drop_push_subscriptions(&self) {
        self.devices_kept().lock().push.clear();
    }
}
