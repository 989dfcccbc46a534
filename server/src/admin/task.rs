//! What an operator can ask for.

use domain::{agent::Role, hours::OpeningHours};
use serde::{Deserialize, Serialize};

use super::{
    keys::KeyChoice,
    rule::{RuleChoice, Scope, Timing},
};
use crate::auth::password::Password;

/// A command of the operator, as the control socket carries it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "snake_case")]
pub enum Task {
    AddDesk {
        name: String,
        country: String,
    },
    AddTeam {
        desk: Option<String>,
        name: String,
        rule: RuleChoice,
        scope: Scope,
    },
    SetRule {
        desk: Option<String>,
        team: String,
        rule: RuleChoice,
        /// `None`: as it is.
        scope: Option<Scope>,
        timing: Timing,
    },
    SetHours {
        desk: Option<String>,
        team: String,
        /// `None`: open round the clock.
        hours: Option<OpeningHours>,
    },
    AddAgent {
        desk: Option<String>,
        name: String,
        email: String,
        role: Role,
        /// Names or ids.
        teams: Vec<String>,
        password: Password,
    },
    SetPassword {
        email: String,
        password: Password,
    },
    DisableAgent {
        email: String,
    },
    EnableAgent {
        email: String,
    },
    ListAgents {
        desk: Option<String>,
    },
    ListKeys {
        desk: Option<String>,
    },
    RevokeKey {
        desk: Option<String>,
        key: KeyChoice,
    },
    AddKey {
        desk: Option<String>,
        name: String,
        /// Such as `50/100`.
        rate: Option<String>,
    },
    RotatePushKeys,
}
