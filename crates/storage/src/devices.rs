//! Devices, and where push services take messages for them.

use async_trait::async_trait;
use domain::{
    device::{Device, PushSubscription},
    id::{AgentId, DeskId, DeviceId},
    time::Timestamp,
};

use crate::error::StoreError;

/// A device as it is kept: whose it is, and its subscription if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRow {
    pub agent: AgentId,
    pub device: Device,
    pub push: Option<PushSubscription>,
}

/// The browsers of agents.
#[async_trait]
pub trait Devices {
    /// All devices of a desk.
    async fn devices(&self, desk: DeskId) -> Result<Vec<DeviceRow>, StoreError>;

    /// A device that somebody has just signed in on, new or known.
    async fn add_device(
        &self,
        desk: DeskId,
        agent: AgentId,
        device: &Device,
    ) -> Result<(), StoreError>;

    /// Writes known devices as they are now; one that was removed meanwhile does not come back.
    async fn put_devices(
        &self,
        desk: DeskId,
        devices: &[(AgentId, Device)],
    ) -> Result<(), StoreError>;

    /// Forgets a device, its subscription included, and ends the sessions that the agent has there. Says
    /// which those were, by the hash of their token.
    async fn remove_device(
        &self,
        desk: DeskId,
        agent: AgentId,
        device: DeviceId,
    ) -> Result<Vec<String>, StoreError>;

    /// Sets where a known device is reached. The address is taken from whoever had it before: one
    /// browser has one, whoever is signed in there.
    async fn put_push_subscription(
        &self,
        desk: DeskId,
        agent: AgentId,
        device: DeviceId,
        push: &PushSubscription,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    async fn remove_push_subscription(
        &self,
        desk: DeskId,
        agent: AgentId,
        device: DeviceId,
    ) -> Result<(), StoreError>;

    /// Forgets every subscription of the installation.
    async fn remove_all_push_subscriptions(&self) -> Result<(), StoreError>;
}
