//! What an agent does with a customer in hand, and with a device, as the page asks for it.

use domain::request::Outcome;
use serde::{Deserialize, Serialize};

/// What the agent does with the customer in their hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// What an agent does with one of their devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum DeviceChange {
    /// An empty name: it is named after its browser again.
    Rename {
        name: String,
    },
    Remove,
}
