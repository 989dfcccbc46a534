//! The handle of one desk: how everything outside reaches it, and nothing more than the door. What can
//! be asked of it is behind the door, a file each: commands, presence, streams, devices, trace, tests.

mod clockwork;
mod commands;
mod contacts;
mod devices;
mod devices_written;
mod kept;
mod presence;
mod push;
mod start;
mod streams;
mod tests_sent;
mod trace;

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicBool, Ordering},
};

use domain::{
    desk::Desk,
    id::{AgentId, DeskId, DeviceId},
    time::Timestamp,
    view::AgentView,
};
use storage::Store;
use uuid::Uuid;

pub(crate) use self::kept::Kept;
use crate::{
    clock::{Clock, Elapsed},
    devices::Devices,
    frame::{self, Frame},
    hub::Hub,
    ids,
    mailbox::Mailbox,
    reachability::Heard,
    tests_sent::Tests,
};

/// One desk, running. Cheap to clone.
#[derive(Clone, Debug)]
pub struct DeskHandle {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    id: DeskId,
    store: Store,
    clock: Arc<dyn Clock>,
    release: String,
    mailbox: Mailbox,
    published: Arc<RwLock<Desk>>,
    hub: Arc<Hub>,
    heard: Arc<Heard>,
    lost: Arc<AtomicBool>,
    devices: Devices,
    tests: Tests,
}

impl DeskHandle {
    pub fn id(&self) -> DeskId {
        self.inner.id
    }

    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    fn awake(&self) -> Elapsed {
        self.inner.clock.awake()
    }

    pub fn fresh_id<T: From<Uuid>>(&self) -> T {
        ids::fresh(&*self.inner.clock)
    }

    /// Looks at the committed state. Never waits for the disk.
    pub fn read<T>(&self, look: impl FnOnce(&Desk) -> T) -> T {
        look(
            &self
                .inner
                .published
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    /// Whether somebody is in the agent's hands.
    pub fn has_customer(&self, agent: AgentId) -> bool {
        self.read(|desk| {
            let agent = desk.agent(agent);
            agent.is_some_and(|agent| !agent.serving.requests().is_empty())
        })
    }

    /// What this agent's desktop shows now; `None` for an agent of another desk.
    pub fn snapshot(&self, agent: AgentId, device: DeviceId) -> Option<AgentView> {
        let now = self.now();
        self.read(|desk| {
            AgentView::snapshot(
                desk,
                agent,
                device,
                self.inner.hub.epoch(),
                &self.inner.release,
                now,
            )
        })
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn devices_kept(&self) -> &Devices {
        &self.inner.devices
    }

    pub(crate) fn hub(&self) -> &Arc<Hub> {
        &self.inner.hub
    }

    pub(crate) fn heartbeat(&self, seq: u64) -> Frame {
        frame::heartbeat(self.now(), seq, &self.inner.release)
    }

    /// Whether the desk could not be read back after a commit that failed.
    pub(crate) fn is_lost(&self) -> bool {
        self.inner.lost.load(Ordering::Relaxed)
    }
}
