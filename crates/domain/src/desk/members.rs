//! The members of a team, and which of them stand alike.

use std::collections::{BTreeMap, BTreeSet};

use crate::{id::AgentId, standing::Standing};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Members {
    all: BTreeSet<AgentId>,
    /// Each member once; no set is empty.
    alike: BTreeMap<Standing, BTreeSet<AgentId>>,
}

impl Members {
    pub fn all(&self) -> &BTreeSet<AgentId> {
        &self.all
    }

    /// Those who stand alike, for each way in which somebody stands.
    pub fn alike(&self) -> impl Iterator<Item = &BTreeSet<AgentId>> {
        self.alike.values()
    }

    pub fn add(&mut self, agent: AgentId, standing: Standing) {
        self.all.insert(agent);
        self.alike.entry(standing).or_default().insert(agent);
    }

    pub fn remove(&mut self, agent: AgentId, standing: &Standing) {
        self.all.remove(&agent);
        self.leaves(agent, standing);
    }

    pub fn moves(&mut self, agent: AgentId, from: &Standing, to: Standing) {
        self.leaves(agent, from);
        self.alike.entry(to).or_default().insert(agent);
    }

    fn leaves(&mut self, agent: AgentId, standing: &Standing) {
        if let Some(alike) = self.alike.get_mut(standing) {
            alike.remove(&agent);
            if alike.is_empty() {
                self.alike.remove(standing);
            }
        }
    }
}
