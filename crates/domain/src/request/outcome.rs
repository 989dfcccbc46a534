//! What came of a session.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::text;

/// The result of a session. The last two are set by the desk, the others picked by the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Resolved,
    Sale,
    NoSale,
    FollowUp,
    NotReachable,
    /// The customer wants no more calls: the number goes on the do-not-call list.
    DoNotCall,
    CustomerNoAnswer,
    NoOutcomeGiven,
}

impl Outcome {
    /// What the agent can pick, in the order of the list.
    pub const PICKABLE: [Self; 6] = [
        Self::Resolved,
        Self::Sale,
        Self::NoSale,
        Self::FollowUp,
        Self::NotReachable,
        Self::DoNotCall,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Sale => "sale",
            Self::NoSale => "no_sale",
            Self::FollowUp => "follow_up",
            Self::NotReachable => "not_reachable",
            Self::DoNotCall => "do_not_call",
            Self::CustomerNoAnswer => "customer_no_answer",
            Self::NoOutcomeGiven => "no_outcome_given",
        }
    }

    pub fn pickable(name: &str) -> Option<Self> {
        Self::PICKABLE
            .into_iter()
            .find(|outcome| outcome.as_str() == name)
    }
}

/// What is noted from the first second on, and in the wrap-up the outcome: as entered and not yet finished.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(default)]
pub struct Draft {
    /// One of those that an agent can pick.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Draft {
    pub fn is_empty(&self) -> bool {
        self.outcome.is_none() && self.note.is_empty()
    }

    /// The note as it is kept for others, if there is anything to be read in it.
    pub fn noted(&self) -> Option<String> {
        let note = text::typed(&self.note);
        Some(note.trim().to_owned()).filter(|note| !note.is_empty())
    }
}
