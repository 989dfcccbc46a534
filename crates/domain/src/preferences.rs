//! What an agent wants to be told, and how.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{
    quiet_hours::QuietHours, request::Kind, sorted::SortedSet, sound::Sound, switch::Switch,
    time::Timestamp,
};

/// What the agent wants to be told, the same on all their devices. What an older journal doesn't
/// know of is as for a new agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(default)]
pub struct Preferences {
    pub desktop_notifications: Switch,
    /// Also raise a popup on a device whose desktop is visible and has the focus.
    pub while_looking: Switch,
    /// Kinds that never raise a popup. They ring in the list all the same.
    pub muted_kinds: SortedSet<Kind>,
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

impl Default for Preferences {
    fn default() -> Self {
        Self {
            desktop_notifications: Switch::Off,
            while_looking: Switch::Off,
            muted_kinds: SortedSet::new(),
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
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
