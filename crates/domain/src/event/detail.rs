//! Values that only occur inside events: what becomes of a request, and how a session begins.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// What a request becomes when an offer of it ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum AfterTimeout {
    /// No device had received the offer: it did not ring, so the request goes on waiting.
    Waiting,
    /// Its owner had it to themselves until now: the team is asked.
    AskTeam,
    TimedOut {
        rings_again_at: Option<Timestamp>,
        /// When a call-back takes its place if nobody has taken it until then.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        gives_way_at: Option<Timestamp>,
    },
}

/// Where a request is when an offer of it was withdrawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Back {
    #[default]
    Waiting,
    /// It had rung for latecomers.
    TimedOut,
}

impl Back {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands out a reference to the field"
    )]
    pub(super) fn is_waiting(&self) -> bool {
        *self == Self::Waiting
    }
}

/// How a session begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionStart {
    /// The agent dials by hand and says whether the customer answered.
    Dialling,
    /// Agent and customer are joined at once.
    Bridged,
}
