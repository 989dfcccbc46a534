//! Which streams are whose, so that nobody has to ask all of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    agent::Role,
    id::{AgentId, TeamId},
    view::{Audience, Viewer},
};

/// Heartbeats are spread over this many slots, so that they don't all go out at once and an event has to
/// wait for few of them.
pub(crate) const HEARTBEAT_SLOTS: u64 = 50;

#[derive(Debug, Default)]
pub(super) struct Index {
    by_agent: BTreeMap<AgentId, Vec<u64>>,
    by_session: BTreeMap<Arc<str>, Vec<u64>>,
    by_team: BTreeMap<TeamId, BTreeSet<u64>>,
    /// Of supervisors and admins, who see every team.
    onlookers: BTreeSet<u64>,
    by_slot: BTreeMap<u64, BTreeSet<u64>>,
}

impl Index {
    /// Answers the session's name, of which all of its streams share one copy.
    pub fn add(&mut self, id: u64, viewer: &Viewer, session: &str) -> Arc<str> {
        self.by_agent.entry(viewer.agent).or_default().push(id);
        for team in &viewer.teams {
            self.by_team.entry(*team).or_default().insert(id);
        }
        if viewer.role != Role::Agent {
            self.onlookers.insert(id);
        }
        self.by_slot.entry(slot(id)).or_default().insert(id);
        let session = match self.by_session.get_key_value(session) {
            Some((known, _)) => Arc::clone(known),
            None => session.into(),
        };
        let of_session = self.by_session.entry(Arc::clone(&session)).or_default();
        of_session.push(id);
        session
    }

    pub fn remove(&mut self, id: u64, viewer: &Viewer, session: &str) {
        if let Some(ids) = self.by_agent.get_mut(&viewer.agent) {
            ids.retain(|other| *other != id);
            if ids.is_empty() {
                self.by_agent.remove(&viewer.agent);
            }
        }
        if let Some(ids) = self.by_session.get_mut(session) {
            ids.retain(|other| *other != id);
            if ids.is_empty() {
                self.by_session.remove(session);
            }
        }
        for team in &viewer.teams {
            forget(&mut self.by_team, team, id);
        }
        self.onlookers.remove(&id);
        forget(&mut self.by_slot, &slot(id), id);
    }

    pub fn of_agent(&self, agent: AgentId) -> &[u64] {
        self.by_agent.get(&agent).map_or(&[], Vec::as_slice)
    }

    pub fn of_session(&self, session: &str) -> &[u64] {
        self.by_session.get(session).map_or(&[], Vec::as_slice)
    }

    /// Those that beat at once.
    pub fn of_slot(&self, slot: u64) -> impl Iterator<Item = u64> {
        self.by_slot.get(&slot).into_iter().flatten().copied()
    }

    /// The streams that one of the audiences may include, each once. What it costs doesn't depend on how
    /// many others there are.
    pub fn concerned<'event>(
        &self,
        audiences: impl Iterator<Item = &'event Audience<'event>>,
    ) -> Vec<u64> {
        let mut ids = Vec::new();
        for audience in audiences {
            match audience {
                Audience::Agent(agent) => ids.extend(self.of_agent(*agent)),
                Audience::Decided { team, .. } => ids.extend(self.of_team(*team)),
                Audience::Team(team) => {
                    ids.extend(self.of_team(*team));
                    ids.extend(&self.onlookers);
                }
            }
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn of_team(&self, team: TeamId) -> impl Iterator<Item = u64> {
        self.by_team.get(&team).into_iter().flatten().copied()
    }
}

fn slot(id: u64) -> u64 {
    id % HEARTBEAT_SLOTS
}

fn forget<Key: Ord>(index: &mut BTreeMap<Key, BTreeSet<u64>>, key: &Key, id: u64) {
    if let Some(ids) = index.get_mut(key) {
        ids.remove(&id);
        if ids.is_empty() {
            index.remove(key);
        }
    }
}
