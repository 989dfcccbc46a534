//! When each agent's devices last acknowledged a heartbeat. Volatile: after a restart everybody who
//! was reachable is given the usual time to say so again.
//!
//! Silence is measured by the clock that sleeps with the machine and that nobody can set
//! ([`Clock::awake`](crate::clock::Clock::awake)): while nobody could hear, nobody was silent.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{id::AgentId, time::Span};

use crate::clock::Elapsed;

/// Silent for longer than this means unreachable: four heartbeats and a little.
pub(crate) const PATIENCE: Span = Span::seconds(45);

#[derive(Debug)]
pub(crate) struct Heard {
    last: Mutex<BTreeMap<AgentId, Elapsed>>,
}

impl Heard {
    pub fn since(now: Elapsed, reachable: impl Iterator<Item = AgentId>) -> Self {
        Self {
            last: Mutex::new(reachable.map(|agent| (agent, now)).collect()),
        }
    }

    pub fn note(&self, agent: AgentId, now: Elapsed) {
        self.lock().insert(agent, now);
    }

    /// Forgets and returns those who have been silent for too long.
    pub fn fallen_silent(&self, now: Elapsed) -> Vec<AgentId> {
        let mut last = self.lock();
        let silent: Vec<AgentId> = last
            .iter()
            .filter(|(_, heard)| now.since(**heard) > PATIENCE)
            .map(|(agent, _)| *agent)
            .collect();
        for agent in &silent {
            last.remove(agent);
        }
        silent
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<AgentId, Elapsed>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_is_silent_only_after_the_patience_is_over_and_is_reported_once() {
        let agent = AgentId(uuid::Uuid::from_u128(1));
        let start = Elapsed::default() + Span::seconds(1_000);
        let heard = Heard::since(start, [agent].into_iter());

        assert!(heard.fallen_silent(start + PATIENCE).is_empty());
        heard.note(agent, start + Span::seconds(40));
        assert!(heard.fallen_silent(start + Span::seconds(80)).is_empty());
        assert_eq!(heard.fallen_silent(start + Span::seconds(86)), [agent]);
        assert!(heard.fallen_silent(start + Span::seconds(300)).is_empty());
    }
}
