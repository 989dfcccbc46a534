//! What one event decided about everybody.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::decision::Decision;
use crate::id::AgentId;

/// The decisions of one event about all members of a team, small however large the team: the most
/// common decision is said once, the exceptions by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decisions {
    /// What holds for every member who is not named. Absent when only those named were concerned.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    rest: Option<Decision>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    named: Vec<(Decision, BTreeSet<AgentId>)>,
}

impl Decisions {
    /// Only those named are concerned.
    pub fn about_some(decided: impl IntoIterator<Item = (AgentId, Decision)>) -> Self {
        Self {
            rest: None,
            named: grouped(decided).into_iter().collect(),
        }
    }

    pub fn for_one(agent: AgentId, decision: Decision) -> Self {
        Self::about_some([(agent, decision)])
    }

    /// The decision about a member of the team; `None` when the event did not concern them.
    pub fn about(&self, member: AgentId) -> Option<Decision> {
        self.named
            .iter()
            .find(|(_, agents)| agents.contains(&member))
            .map(|(decision, _)| *decision)
            .or(self.rest)
    }

    /// Every decision that holds for somebody, once.
    pub fn distinct(&self) -> impl Iterator<Item = Decision> {
        self.named
            .iter()
            .map(|(decision, _)| *decision)
            .chain(self.rest)
    }

    /// Replaces the decision about one member.
    pub fn set(&mut self, member: AgentId, decision: Decision) {
        for (_, agents) in &mut self.named {
            agents.remove(&member);
        }
        self.named.retain(|(_, agents)| !agents.is_empty());
        if self.rest == Some(decision) {
            return;
        }
        match self.named.iter_mut().find(|(known, _)| *known == decision) {
            Some((_, agents)) => {
                agents.insert(member);
            }
            None => self.named.push((decision, BTreeSet::from([member]))),
        }
    }
}

impl FromIterator<(AgentId, Decision)> for Decisions {
    fn from_iter<I: IntoIterator<Item = (AgentId, Decision)>>(decided: I) -> Self {
        let mut groups = grouped(decided);
        let rest = groups
            .iter()
            .max_by_key(|(_, agents)| agents.len())
            .map(|(decision, _)| *decision);
        if let Some(rest) = &rest {
            groups.remove(rest);
        }
        Self {
            rest,
            named: groups.into_iter().collect(),
        }
    }
}

fn grouped(
    decided: impl IntoIterator<Item = (AgentId, Decision)>,
) -> BTreeMap<Decision, BTreeSet<AgentId>> {
    let mut groups: BTreeMap<Decision, BTreeSet<AgentId>> = BTreeMap::new();
    for (agent, decision) in decided {
        groups.entry(decision).or_default().insert(agent);
    }
    groups
}
