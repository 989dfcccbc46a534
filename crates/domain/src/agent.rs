//! An agent is three independent parts, never one enum: what they chose (intent), what the desk
//! knows them to be doing (work, derived from the requests they serve), and whether a device of
//! theirs answers (reachability). What keeps them from being asked is a rule about all three:
//! [`occupied`](crate::occupied).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{
    agent_ref::AgentRef,
    id::{AgentId, TeamId},
    preferences::Preferences,
    reminder::Digest,
    response::{Hearing, Responding},
    serving::Serving,
    time::{Span, Timestamp},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    pub id: AgentId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub teams: BTreeSet<TeamId>,
    pub added_at: Timestamp,
    pub presence: Presence,
    pub reachability: Reachability,
    #[serde(default)]
    pub hearing: Hearing,
    #[serde(default)]
    pub responding: Responding,
    /// The customers in their hands, from connecting until wrap-up is finished.
    pub serving: Serving,
    pub preferences: Preferences,
    #[serde(default)]
    pub digest: Digest,
    /// When the quiet hours end that this agent is in, or will be in next: then a digest is due.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quiet_until: Option<Timestamp>,
    /// Whoever is with a customer and answers no more is missed from then on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub missed_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Access::is_open", default)]
    pub access: Access,
}

impl Agent {
    /// When this agent needs the desk's attention although nobody says anything.
    pub fn timer(&self) -> Option<Timestamp> {
        [self.quiet_until, self.hearing.deaf_until(), self.missed_at]
            .into_iter()
            .flatten()
            .min()
    }

    /// Whether an offer would arrive.
    pub fn can_be_reached(&self) -> bool {
        self.reachability == Reachability::Reachable && !self.hearing.is_deaf()
    }

    pub fn reference(&self) -> AgentRef {
        AgentRef {
            id: self.id,
            name: self.name.clone(),
        }
    }

    pub fn is_disabled(&self) -> bool {
        self.access != Access::Open
    }

    /// Supervisors and admins see the whole desk, agents what is in their teams.
    pub fn sees(&self, team: TeamId) -> bool {
        self.role != Role::Agent || self.teams.contains(&team)
    }

    /// When a digest is due next because quiet hours end. Who is signed out, or wants no
    /// notifications, is owed none.
    pub(crate) fn next_quiet_end(&self, now: Timestamp) -> Option<Timestamp> {
        if self.presence == Presence::SignedOut || !self.preferences.desktop_notifications.is_on() {
            return None;
        }
        self.preferences.quiet_hours.as_ref()?.end_after(now)
    }
}

/// Whether the agent may sign in. Who may not is signed out and has no customer in their hands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    #[default]
    Open,
    /// They have left, for good or for a while.
    Disabled { since: Timestamp },
}

impl Access {
    fn is_open(&self) -> bool {
        *self == Self::Open
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Agent,
    Supervisor,
    Admin,
}

/// Signed in with an intent, or not at all: an intent without a sign-in can't be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    SignedOut,
    SignedIn(Intent),
}

/// What the agent chose.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Unpack,
)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    Available,
    /// At the desk, occupied with other work.
    Busy,
    /// Away from the desk.
    Break,
}

impl Intent {
    pub const ALL: [Self; 3] = [Self::Available, Self::Busy, Self::Break];
}

/// An agent whose devices are silent for longer than this counts as unreachable: four heartbeats and a little.
pub const SILENT_FOR: Span = Span::seconds(45);

/// Whether a device acknowledged a heartbeat within 45 s. The engine watches; the desk knows the flips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Reachability {
    Reachable,
    Unreachable,
}
