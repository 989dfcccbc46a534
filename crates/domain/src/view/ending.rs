//! Why an offer ended, as the agent for whom it rang is told.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::offer::{Leaving, Withdrawal};

/// Why an offer ended for this agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    Taken,
    TimedOut,
    /// Its time ran out, but no device had received it: the request goes on waiting.
    NotReceived,
    AgentBusy,
    AgentAway,
    SignedOut,
    /// The agent chose *Later*.
    PutOff,
    /// The agent reacted to none of several offers in a row.
    NotResponding,
    NobodyFree,
    Cancelled,
    Rescheduled,
    HandedBack,
    RuleRemoved,
}

impl From<Leaving> for Ending {
    fn from(leaving: Leaving) -> Self {
        match leaving {
            Leaving::AgentBusy => Self::AgentBusy,
            Leaving::AgentAway => Self::AgentAway,
            Leaving::SignedOut => Self::SignedOut,
            Leaving::PutOff => Self::PutOff,
            Leaving::NotResponding => Self::NotResponding,
        }
    }
}

impl From<Withdrawal> for Ending {
    fn from(withdrawal: Withdrawal) -> Self {
        match withdrawal {
            Withdrawal::NobodyFree => Self::NobodyFree,
            Withdrawal::Cancelled => Self::Cancelled,
            Withdrawal::Rescheduled => Self::Rescheduled,
            Withdrawal::HandedBack => Self::HandedBack,
            Withdrawal::RuleRemoved => Self::RuleRemoved,
        }
    }
}
