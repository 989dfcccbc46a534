//! Teams and the distribution rule that makes requests ring in them.

use std::num::NonZeroU8;

use serde::{Deserialize, Serialize};

use crate::{
    call_back::Policy,
    hours::OpeningHours,
    id::TeamId,
    pauses::Pauses,
    serving::ChatCapacity,
    time::{Span, Timestamp},
};

/// How long an offer rings unless the rule says otherwise.
pub const DEFAULT_RING_TIME: Span = Span::seconds(20);
/// How long a scheduled call rings for its owner alone unless the rule says otherwise.
pub const DEFAULT_OWNER_GRACE: Span = Span::minutes(2);

/// Agents who share a waiting line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    /// Without a rule the team's requests are listed but ring for nobody.
    pub rule: Option<DistributionRule>,
    /// Absent: open round the clock.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hours: Option<OpeningHours>,
}

impl Team {
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.hours.as_ref().is_none_or(|hours| hours.is_open(at))
    }

    pub fn chat_capacity(&self) -> ChatCapacity {
        self.rule.map(|rule| rule.chat_capacity).unwrap_or_default()
    }
}

/// Binds a source of requests to a team and says how they are put before its agents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistributionRule {
    pub strategy: Strategy,
    pub sources: Sources,
    pub ring_time: Span,
    /// How long a scheduled call that is due rings for its owner before the team is asked.
    #[serde(default = "default_owner_grace")]
    pub owner_grace: Span,
    #[serde(default)]
    pub call_backs: Policy,
    #[serde(default)]
    pub chat_capacity: ChatCapacity,
    /// When what nobody took rings again.
    #[serde(default)]
    pub ring_again: Pauses,
    /// How many offers in a row an agent lets pass before they count as not responding; absent: never.
    #[serde(default = "default_patience")]
    pub not_responding_after: Option<NonZeroU8>,
}

fn default_patience() -> Option<NonZeroU8> {
    NonZeroU8::new(3)
}

fn default_owner_grace() -> Span {
    DEFAULT_OWNER_GRACE
}

impl DistributionRule {
    pub fn broadcast(sources: Sources) -> Self {
        Self {
            strategy: Strategy::Broadcast,
            sources,
            ring_time: DEFAULT_RING_TIME,
            owner_grace: DEFAULT_OWNER_GRACE,
            call_backs: Policy::default(),
            chat_capacity: ChatCapacity::default(),
            ring_again: Pauses::default(),
            not_responding_after: default_patience(),
        }
    }
}

/// Who is asked first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// One offer to the whole team; the first agent to connect takes it.
    Broadcast,
}

/// Which requests the rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sources {
    /// Requests that name the team.
    Named,
    /// Those, and requests that name no team.
    CatchAll,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_of_an_older_journal_has_agents_serve_one_chat_at_a_time() {
        let stored = r#"{"strategy":"broadcast","sources":"named","ring_time":20000}"#;
        let read: DistributionRule = serde_json::from_str(stored).unwrap();
        assert_eq!(read, DistributionRule::broadcast(Sources::Named));
        assert_eq!(read.chat_capacity.chats(), 1);
    }
}
