//! What an agent does with a customer in hand, and with a device, as the page asks for it.

use domain::{id::RequestId, request::Outcome};
use serde::{Deserialize, Serialize};
use unpack::Unpack;

/// What the agent does with the customer in their hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum SessionStep {
    Answered,
    NoAnswer,
    End,
    ExtendWrapUp,
    /// What is entered so far, which the wrap-up closes with if nobody presses *Finish*.
    KeepDraft {
        outcome: Option<Outcome>,
        note: String,
    },
    Finish {
        outcome: Outcome,
        note: Option<String>,
    },
    HandBack,
}

impl SessionStep {
    /// Two steps are two presses, whatever they are called by.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NoAnswer => "no_answer",
            Self::End => "end",
            Self::ExtendWrapUp => "extend_wrap_up",
            Self::KeepDraft { .. } => "keep_draft",
            Self::Finish { .. } => "finish",
            Self::HandBack => "hand_back",
        }
    }
}

/// What the desk has planned for a customer who did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(tag = "then", content = "request", rename_all = "snake_case")]
pub enum AfterNoAnswer {
    CallsBack(RequestId),
    Nothing,
}

/// What an agent does with one of their devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum DeviceChange {
    /// An empty name: it is named after its browser again.
    Rename {
        name: String,
    },
    Remove,
    /// Its system has taken a test.
    Tested,
}
