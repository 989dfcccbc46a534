//! An agent is three independent parts, never one enum: what they chose (intent), what the desk
//! knows them to be doing (work, derived from the requests they serve), and whether a device of
//! theirs answers (reachability).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    id::{AgentId, TeamId},
    reminder::Digest,
    request::{Channel, Kind},
    serving::Serving,
    sound::Sound,
    team::Team,
    time::Timestamp,
    zone::{MinuteOfDay, Zone},
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
    /// The customers in their hands, from connecting until wrap-up is finished.
    pub serving: Serving,
    pub preferences: Preferences,
    #[serde(default)]
    pub digest: Digest,
    /// When the quiet hours end that this agent is in, or will be in next: then a digest is due.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quiet_until: Option<Timestamp>,
    #[serde(skip_serializing_if = "Access::is_open", default)]
    pub access: Access,
}

impl Agent {
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

    /// Why the agent can't be asked now to take a customer of this team, if so. Reachability is a
    /// question of its own.
    pub fn occupied_for(&self, team: &Team, channel: Channel) -> Option<Occupied> {
        let room = self.serving.room_for(channel, team.chat_capacity());
        match self.presence {
            Presence::SignedOut => Some(Occupied::SignedOut),
            Presence::SignedIn(_) if room.is_err() => Some(Occupied::Busy),
            Presence::SignedIn(Intent::Busy) => Some(Occupied::Busy),
            Presence::SignedIn(Intent::Break) => Some(Occupied::Away),
            Presence::SignedIn(Intent::Available) => None,
        }
    }

    /// Why nothing but what concerns a customer in their hands may be said to the agent now, if so.
    pub fn occupied(&self) -> Option<Occupied> {
        match self.presence {
            Presence::SignedOut => Some(Occupied::SignedOut),
            Presence::SignedIn(_) if self.serving != Serving::Nobody => Some(Occupied::Busy),
            Presence::SignedIn(Intent::Busy) => Some(Occupied::Busy),
            Presence::SignedIn(Intent::Break) => Some(Occupied::Away),
            Presence::SignedIn(Intent::Available) => None,
        }
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

/// Enough of an agent to name them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentRef {
    pub id: AgentId,
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Agent,
    Supervisor,
    Admin,
}

/// Signed in with an intent, or not at all: an intent without a sign-in can't be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    SignedOut,
    SignedIn(Intent),
}

/// What the agent chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// Why an agent is not free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occupied {
    SignedOut,
    Busy,
    Away,
}

/// Whether a device acknowledged a heartbeat within 45 s. The engine watches; the desk knows the flips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reachability {
    Reachable,
    Unreachable,
}

/// What the agent wants to be told, the same on all their devices. What an older journal doesn't
/// know of is as for a new agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    pub desktop_notifications: Switch,
    /// Also raise a popup on a device whose desktop is visible and has the focus.
    pub while_looking: Switch,
    /// Kinds that never raise a popup. They ring in the list all the same.
    pub muted_kinds: BTreeSet<Kind>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quiet_hours: Option<QuietHours>,
    pub sound: Sound,
    pub privacy: Privacy,
    /// A click on the popup itself connects. Otherwise it leads to the request and dials nothing.
    pub click_connects: Switch,
    /// A reminder shortly before a planned call of their own.
    pub upcoming: Switch,
    /// A notice when a request that was theirs alone went to others.
    pub missed: Switch,
}

impl Preferences {
    pub fn is_quiet(&self, kind: Kind, now: Timestamp) -> bool {
        self.quiet_hours
            .as_ref()
            .is_some_and(|quiet| !quiet.breaks_through.contains(&kind) && quiet.covers(now))
    }
}

/// A stretch of every day in which the agent wants no popups. It may run over midnight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    /// IANA name. As text, so that a browser, which has zones of its own, need not carry ours.
    pub zone: String,
    pub from: MinuteOfDay,
    pub until: MinuteOfDay,
    /// Kinds that raise a popup all the same.
    pub breaks_through: BTreeSet<Kind>,
}

impl QuietHours {
    pub fn covers(&self, now: Timestamp) -> bool {
        let Ok(zone) = self.zone.parse::<Zone>() else {
            return false;
        };
        let (_, time) = zone.local(now);
        if self.from <= self.until {
            self.from <= time && time < self.until
        } else {
            self.from <= time || time < self.until
        }
    }

    /// The first end after this moment.
    pub fn end_after(&self, now: Timestamp) -> Option<Timestamp> {
        let zone = self.zone.parse::<Zone>().ok()?;
        let (today, _) = zone.local(now);
        // Yesterday's end, too: a clock that was put back may show it after midnight.
        [today.previous(), today, today.next(), today.next().next()]
            .into_iter()
            .map(|day| zone.instant(day, self.until))
            .find(|end| *end > now)
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            desktop_notifications: Switch::Off,
            while_looking: Switch::Off,
            muted_kinds: BTreeSet::new(),
            quiet_hours: None,
            sound: Sound::System,
            privacy: Privacy::Full,
            click_connects: Switch::Off,
            upcoming: Switch::Off,
            missed: Switch::On,
        }
    }
}

/// How much popups and titles say about a customer, for whoever else can see the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Privacy {
    Full,
    /// Who it is, but neither their number nor what they wrote.
    Name,
    /// That it is a customer.
    Hidden,
}

impl Privacy {
    pub const ALL: [Self; 3] = [Self::Full, Self::Name, Self::Hidden];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Switch {
    On,
    Off,
}

impl Switch {
    pub fn is_on(self) -> bool {
        self == Self::On
    }
}

impl From<bool> for Switch {
    fn from(on: bool) -> Self {
        if on { Self::On } else { Self::Off }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_of_an_older_journal_can_be_read() {
        let stored = r#"{"desktop_notifications":"on","while_looking":"off","muted_kinds":[]}"#;
        let read: Preferences = serde_json::from_str(stored).unwrap();
        assert_eq!(
            read,
            Preferences {
                desktop_notifications: Switch::On,
                ..Preferences::default()
            }
        );
    }
}
