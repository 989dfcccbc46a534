//! Tests that supervisors send to an agent's devices.

use domain::{
    device::TestResult,
    id::{AgentId, DeviceId, TestId},
};

use super::DeskHandle;
use crate::{frame, tests_sent::SentTest};

impl DeskHandle {
    /// Has every connected device of an agent show a test, and says which those are.
    pub fn send_test(&self, agent: AgentId, by: &str) -> SentTest {
        let to = self.connected_devices(agent);
        let test = SentTest::new(self.fresh_id(), by, self.now(), to);
        self.inner.tests.put(agent, test.clone());
        self.inner.hub.tell(agent, &frame::test(test.id, by));
        test
    }

    /// A device says what became of a test.
    pub fn note_test(&self, agent: AgentId, device: DeviceId, test: TestId, result: TestResult) {
        if self.inner.tests.note(agent, device, test, result) && result == TestResult::Shown {
            self.note_shown(agent, device);
        }
    }

    /// The last test that was sent to an agent since this server started.
    pub fn last_test(&self, agent: AgentId) -> Option<SentTest> {
        self.inner.tests.get(agent)
    }
}
