//! The event streams of a desk that are open: what they are told beside events, and their end.

use std::collections::BTreeSet;

use domain::{
    id::{AgentId, DeviceId},
    time::Timestamp,
};

use super::DeskHandle;
use crate::frame;

impl DeskHandle {
    /// Ends every stream of a sign-in session at once.
    pub fn end_session(&self, session: &str) {
        self.inner.hub.end_session(session);
    }

    /// Tells a browser that its sign-in ends soon. `false`: no page of it is open.
    pub fn warn_of_end(&self, agent: AgentId, session: &str, at: Timestamp) -> bool {
        let frame = frame::signing_out(at);
        self.inner.hub.tell_session(agent, session, &frame) > 0
    }

    /// The devices of an agent that hold a stream now.
    pub fn connected_devices(&self, agent: AgentId) -> BTreeSet<DeviceId> {
        self.inner.hub.connected(agent)
    }

    /// How many streams are open.
    pub fn stream_count(&self) -> usize {
        self.inner.hub.count()
    }

    pub(crate) fn close_streams(&self) {
        self.inner.hub.close();
    }
}
