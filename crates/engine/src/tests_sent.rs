//! Tests that supervisors send to the devices of an agent, and what came of them. Volatile: a test is
//! of interest to whoever has just sent it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{
    device::TestResult,
    id::{AgentId, DeviceId, TestId},
    time::Timestamp,
};
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentTest {
    pub id: TestId,
    /// Who sent it, by name.
    pub by: String,
    pub at: Timestamp,
    /// The devices that were connected then, and how far each came.
    pub results: BTreeMap<DeviceId, TestResult>,
}

impl SentTest {
    pub(crate) fn new(id: TestId, by: &str, at: Timestamp, to: BTreeSet<DeviceId>) -> Self {
        Self {
            id,
            by: by.to_owned(),
            at,
            results: to
                .into_iter()
                .map(|device| (device, TestResult::Sent))
                .collect(),
        }
    }
}

/// The last test of each agent.
#[derive(Debug, Default)]
pub(crate) struct Tests {
    last: Mutex<BTreeMap<AgentId, SentTest>>,
}

impl Tests {
    pub fn put(&self, agent: AgentId, test: SentTest) {
        self.lock().insert(agent, test);
    }

    pub fn get(&self, agent: AgentId) -> Option<SentTest> {
        self.lock().get(&agent).cloned()
    }

    /// Takes down what a device says. `false`: it was not asked.
    pub fn note(&self, agent: AgentId, device: DeviceId, test: TestId, result: TestResult) -> bool {
        let mut last = self.lock();
        let asked = last
            .get_mut(&agent)
            .filter(|sent| sent.id == test)
            .and_then(|sent| sent.results.get_mut(&device));
        match asked {
            Some(known) => {
                *known = result;
                true
            }
            None => false,
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<AgentId, SentTest>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn only_a_device_that_was_asked_answers_a_test() {
        let agent = AgentId(Uuid::from_u128(1));
        let [laptop, tablet] = [2, 3].map(|id| DeviceId(Uuid::from_u128(id)));
        let [first, second] = [4, 5].map(|id| TestId(Uuid::from_u128(id)));
        let tests = Tests::default();
        let sent = |id| SentTest::new(id, "Sam", Timestamp(1_000), BTreeSet::from([laptop]));
        tests.put(agent, sent(first));

        assert!(!tests.note(agent, tablet, first, TestResult::Shown));
        assert!(tests.note(agent, laptop, first, TestResult::Shown));
        assert_eq!(
            tests.get(agent).unwrap().results[&laptop],
            TestResult::Shown
        );
        tests.put(agent, sent(second));
        assert!(
            !tests.note(agent, laptop, first, TestResult::Shown),
            "of an earlier test"
        );
        assert_eq!(tests.get(agent).unwrap().results[&laptop], TestResult::Sent);
    }
}
