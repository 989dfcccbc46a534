//! A distribution rule as an operator describes it, and what becomes of the one before.

use std::num::NonZeroU8;

use clap::ValueEnum;
use domain::{
    call_back::Policy,
    pauses::Pauses,
    serving::ChatCapacity,
    team::{DistributionRule, Sources},
    time::Span,
};
use serde::{Deserialize, Serialize};

/// Who is asked, and in which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum RuleChoice {
    /// One offer to the whole team; the first agent to connect takes it.
    Broadcast,
    /// Requests are listed and ring for nobody.
    None,
}

/// Which requests a team's rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Named,
    CatchAll,
}

/// How long things take under a rule, and how much at once; what is absent stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timing {
    pub ring_time: Option<Span>,
    pub owner_grace: Option<Span>,
    pub call_backs: Option<u8>,
    pub chat_capacity: Option<ChatCapacity>,
    pub first_delay: Option<Span>,
    pub second_delay: Option<Span>,
    #[serde(default)]
    pub ring_again: Option<Pauses>,
    #[serde(default)]
    pub patience: Option<Patience>,
}

/// How many offers in a row an agent may let pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Patience {
    Offers(NonZeroU8),
    Endless,
}

impl RuleChoice {
    /// A new rule of this kind, with the usual times. `None`: there is none.
    pub fn with(self, scope: Scope) -> Option<DistributionRule> {
        match self {
            Self::None => None,
            Self::Broadcast => Some(DistributionRule::broadcast(match scope {
                Scope::Named => Sources::Named,
                Scope::CatchAll => Sources::CatchAll,
            })),
        }
    }
}

impl Scope {
    /// `catch_all`: whether it also takes requests that name no team.
    pub fn from_flag(catch_all: bool) -> Self {
        if catch_all {
            Self::CatchAll
        } else {
            Self::Named
        }
    }
}

impl From<Sources> for Scope {
    fn from(sources: Sources) -> Self {
        Self::from_flag(sources == Sources::CatchAll)
    }
}

impl Timing {
    /// The rule with these times, else with those of the rule before it.
    pub fn onto(self, rule: DistributionRule, known: Option<DistributionRule>) -> DistributionRule {
        let known = known.unwrap_or(rule);
        DistributionRule {
            ring_time: self.ring_time.unwrap_or(known.ring_time),
            owner_grace: self.owner_grace.unwrap_or(known.owner_grace),
            call_backs: Policy {
                attempts: self.call_backs.unwrap_or(known.call_backs.attempts),
                first_delay: self.first_delay.unwrap_or(known.call_backs.first_delay),
                second_delay: self.second_delay.unwrap_or(known.call_backs.second_delay),
            },
            chat_capacity: self.chat_capacity.unwrap_or(known.chat_capacity),
            ring_again: self.ring_again.unwrap_or(known.ring_again),
            not_responding_after: match self.patience {
                None => known.not_responding_after,
                Some(Patience::Offers(offers)) => Some(offers),
                Some(Patience::Endless) => None,
            },
            ..rule
        }
    }
}
