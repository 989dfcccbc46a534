//! When each agent's devices last acknowledged a heartbeat. Volatile: after a restart everybody who
//! was reachable is given the usual time to say so again.
//!
//! Silence is measured by the clock that sleeps with the machine and that nobody can set
//! ([`Clock::awake`](crate::clock::Clock::awake)): while nobody could hear, nobody was silent.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{agent::SILENT_FOR, id::AgentId, time::Span};

use crate::clock::Elapsed;

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

    /// Those who have been silent for too long.
    pub fn silent(&self, now: Elapsed) -> Vec<AgentId> {
        self.lock()
            .iter()
            .filter(|(_, heard)| now.since(**heard) > SILENT_FOR)
            .map(|(agent, _)| *agent)
            .collect()
    }

    /// The desk knows that they are silent: they are not reported again until they are heard again.
    /// Returns those who were heard while the desk was being told, and so found nothing to deny.
    pub fn forget(&self, told: Vec<AgentId>, now: Elapsed) -> Vec<AgentId> {
        let mut last = self.lock();
        told.into_iter()
            .filter(|agent| match last.get(agent) {
                Some(heard) if now.since(*heard) <= SILENT_FOR => true,
                _ => {
                    last.remove(agent);
                    false
                }
            })
            .collect()
    }

    /// For this long nobody could have been heard, because the server itself stood still: that doesn't
    /// count.
    pub fn excuse(&self, stall: Span, now: Elapsed) {
        for heard in self.lock().values_mut() {
            *heard = (*heard + stall).min(now);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<AgentId, Elapsed>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Elapsed {
        Elapsed::default() + Span::seconds(1_000)
    }

    fn heard_of(agent: AgentId) -> Heard {
        Heard::since(start(), [agent].into_iter())
    }

    #[test]
    fn an_agent_is_silent_only_after_the_patience_is_over_and_until_the_desk_knows() {
        let agent = AgentId(uuid::Uuid::from_u128(1));
        let heard = heard_of(agent);

        assert!(heard.silent(start() + SILENT_FOR).is_empty());
        heard.note(agent, start() + Span::seconds(40));
        assert!(heard.silent(start() + Span::seconds(80)).is_empty());
        let late = start() + Span::seconds(86);
        assert_eq!(heard.silent(late), [agent]);
        assert_eq!(heard.silent(late), [agent], "the desk could not be told");
        assert!(heard.forget(vec![agent], late).is_empty());
        assert!(heard.silent(start() + Span::seconds(300)).is_empty());
    }

    #[test]
    fn who_is_heard_while_the_desk_is_told_of_their_silence_is_not_forgotten() {
        let (ana, ben) = (
            AgentId(uuid::Uuid::from_u128(1)),
            AgentId(uuid::Uuid::from_u128(2)),
        );
        let heard = Heard::since(start(), [ana, ben].into_iter());
        let late = start() + Span::seconds(46);
        assert_eq!(heard.silent(late), [ana, ben]);

        heard.note(ana, late);
        assert_eq!(heard.forget(vec![ana, ben], late), [ana]);
        assert_eq!(heard.silent(late + Span::seconds(46)), [ana]);
    }

    #[test]
    fn a_silence_that_the_server_caused_does_not_count() {
        let agent = AgentId(uuid::Uuid::from_u128(1));
        let heard = heard_of(agent);
        let after = start() + Span::seconds(100);
        heard.excuse(Span::seconds(60), after);
        assert!(heard.silent(after).is_empty());
        assert_eq!(heard.silent(after + Span::seconds(6)), [agent]);

        heard.excuse(Span::days(1), after);
        assert!(heard.silent(after + SILENT_FOR).is_empty());
        let later = after + SILENT_FOR + Span(1);
        assert_eq!(
            heard.silent(later),
            [agent],
            "nobody was heard in the future"
        );
    }
}
