//! What one event decided about everybody.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

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
    named: Vec<(Decision, Named)>,
}

/// Shared by the event, the offer and every copy of the desk: they may be many.
type Named = Arc<BTreeSet<AgentId>>;

impl Decisions {
    /// Only those named are concerned.
    pub fn about_some(decided: impl IntoIterator<Item = (AgentId, Decision)>) -> Self {
        Self {
            rest: None,
            named: shared(grouped(decided)),
        }
    }

    /// The same for everybody.
    pub fn about_all(decision: Decision) -> Self {
        Self {
            rest: Some(decision),
            named: vec![],
        }
    }

    /// About a whole team, whose members are decided in groups that share nobody.
    ///
    /// `apart`: those members of which the decision of their group does not hold, with that one and their own.
    pub fn about_groups(
        groups: &[(Decision, &BTreeSet<AgentId>)],
        apart: &[(AgentId, Decision, Decision)],
    ) -> Self {
        let mut count: BTreeMap<Decision, usize> = BTreeMap::new();
        for (decision, agents) in groups {
            *count.entry(*decision).or_default() += agents.len();
        }
        for (_, of_group, own) in apart {
            *count.entry(*of_group).or_default() -= 1;
            *count.entry(*own).or_default() += 1;
        }
        count.retain(|_, agents| *agents > 0);
        let rest = most_common(count.iter().map(|(decision, agents)| (*decision, *agents)));
        let named = count
            .into_keys()
            .filter(|decision| Some(*decision) != rest)
            .map(|named| {
                let of_groups = groups.iter().filter(|(decision, _)| *decision == named);
                let mut agents: BTreeSet<AgentId> = of_groups
                    .flat_map(|(_, agents)| agents.iter().copied())
                    .collect();
                for (agent, of_group, own) in apart {
                    if *of_group == named {
                        agents.remove(agent);
                    }
                    if *own == named {
                        agents.insert(*agent);
                    }
                }
                (named, Arc::new(agents))
            })
            .collect();
        Self { rest, named }
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

    /// Everybody who is named.
    pub(crate) fn named(&self) -> usize {
        self.named.iter().map(|(_, agents)| agents.len()).sum()
    }

    /// Of those who are named, everybody for whom it rings.
    pub(crate) fn ringing(&self) -> impl Iterator<Item = AgentId> {
        self.named
            .iter()
            .filter(|(decision, _)| decision.rings())
            .flat_map(|(_, agents)| agents.iter().copied())
    }

    /// Whether it rings for those who are not named.
    pub(crate) fn rings_for_the_rest(&self) -> bool {
        self.rest.is_some_and(Decision::rings)
    }

    /// Replaces the decision about one member.
    pub fn set(&mut self, member: AgentId, decision: Decision) {
        for (_, agents) in &mut self.named {
            if agents.contains(&member) {
                Arc::make_mut(agents).remove(&member);
            }
        }
        self.named.retain(|(_, agents)| !agents.is_empty());
        if self.rest == Some(decision) {
            return;
        }
        match self.named.iter_mut().find(|(known, _)| *known == decision) {
            Some((_, agents)) => {
                Arc::make_mut(agents).insert(member);
            }
            None => self
                .named
                .push((decision, Arc::new(BTreeSet::from([member])))),
        }
    }
}

impl FromIterator<(AgentId, Decision)> for Decisions {
    fn from_iter<I: IntoIterator<Item = (AgentId, Decision)>>(decided: I) -> Self {
        let mut groups = grouped(decided);
        let sizes = groups.iter();
        let rest = most_common(sizes.map(|(decision, agents)| (*decision, agents.len())));
        if let Some(rest) = &rest {
            groups.remove(rest);
        }
        Self {
            rest,
            named: shared(groups),
        }
    }
}

/// Of several that are equally common the last in order.
fn most_common(sizes: impl Iterator<Item = (Decision, usize)>) -> Option<Decision> {
    let largest = sizes.max_by_key(|(decision, agents)| (*agents, *decision));
    largest.map(|(decision, _)| decision)
}

fn shared(groups: BTreeMap<Decision, BTreeSet<AgentId>>) -> Vec<(Decision, Named)> {
    groups
        .into_iter()
        .map(|(decision, agents)| (decision, Arc::new(agents)))
        .collect()
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
