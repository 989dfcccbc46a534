//! Whether an agent is notified, and if not, why not. The first rule that matches wins, and the
//! answer is stored: it is what *Notification history* shows.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    agent::{Agent, Occupied, Preferences},
    id::AgentId,
    request::Kind,
    team::Team,
    time::Timestamp,
};

/// What the desk decided about one agent and one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Every device of the agent that they are not looking at shows a popup.
    Notify,
    /// No popup, for this reason.
    Suppress(Suppression),
    /// No popup, by this wish of the agent; and nothing rings in a list either, because no device of
    /// theirs answers.
    Unheard(Suppression),
}

impl Decision {
    /// The name in addresses and exported files: `notify`, or the reason why not.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notify => "notify",
            Self::Suppress(reason) | Self::Unheard(reason) => reason.as_str(),
        }
    }

    /// Every decision there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let reasons = Suppression::ALL.into_iter().map(Self::Suppress);
        std::iter::once(Self::Notify).chain(reasons)
    }

    /// Whether a device of the agent may have been told, now or by Web Push. Otherwise what devices
    /// say of the same offer belongs to another decision about it.
    pub fn reaches(self) -> bool {
        let told_before = self == Self::Suppress(Suppression::AlreadySent);
        let by_push = self == Self::Suppress(Suppression::Unreachable);
        (self.rings() && !told_before) || by_push
    }

    /// Whether the request rings in the agent's list. The agent's own choice to have no popups
    /// doesn't silence the desktop itself.
    pub fn rings(self) -> bool {
        match self {
            Self::Notify => true,
            Self::Unheard(_) => false,
            Self::Suppress(reason) => match reason {
                Suppression::QuietHours
                | Suppression::TurnedOff
                | Suppression::KindTurnedOff
                | Suppression::AlreadySent
                | Suppression::InDigest => true,
                Suppression::NoDistributionRule
                | Suppression::OutsideHours
                | Suppression::PutOff
                | Suppression::NotSignedIn
                | Suppression::Busy
                | Suppression::Away
                | Suppression::NotResponding
                | Suppression::Unreachable => false,
            },
        }
    }
}

/// Why no popup was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suppression {
    /// The team has no distribution rule.
    NoDistributionRule,
    /// The team was closed.
    OutsideHours,
    /// The agent was not signed in.
    NotSignedIn,
    /// The agent was with as many customers as they take at once, or had set *Busy*.
    Busy,
    /// The agent was on a break.
    Away,
    /// The agent had reacted to none of several offers in a row, and to nothing since.
    NotResponding,
    /// The agent had chosen *Later* for this request.
    PutOff,
    /// The agent has quiet hours, and this kind doesn't break through.
    QuietHours,
    /// The agent has desktop notifications switched off.
    TurnedOff,
    /// The agent has this kind switched off.
    KindTurnedOff,
    /// The same offer was already put before this agent; they left it and came back.
    AlreadySent,
    /// One summary tells the agent of this and of others that had gathered.
    InDigest,
    /// No device of the agent acknowledged a heartbeat within 45 s.
    Unreachable,
}

impl Suppression {
    pub const ALL: [Self; 13] = [
        Self::NoDistributionRule,
        Self::OutsideHours,
        Self::NotSignedIn,
        Self::Busy,
        Self::Away,
        Self::NotResponding,
        Self::PutOff,
        Self::QuietHours,
        Self::TurnedOff,
        Self::KindTurnedOff,
        Self::AlreadySent,
        Self::InDigest,
        Self::Unreachable,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoDistributionRule => "no_distribution_rule",
            Self::OutsideHours => "outside_hours",
            Self::NotSignedIn => "not_signed_in",
            Self::Busy => "busy",
            Self::Away => "away",
            Self::NotResponding => "not_responding",
            Self::PutOff => "put_off",
            Self::QuietHours => "quiet_hours",
            Self::TurnedOff => "turned_off",
            Self::KindTurnedOff => "kind_turned_off",
            Self::AlreadySent => "already_sent",
            Self::InDigest => "in_digest",
            Self::Unreachable => "unreachable",
        }
    }
}

/// Decides for one member of the team that a request of this kind belongs to.
///
/// The audience (rule 1) is the team, so it is the caller's loop; focus and permission (rule 8) are
/// the device's to report. Whether any device answers is asked last, because every earlier reason is
/// one that the agent can do something about. Where a wish of theirs is such a reason, [`Decision`]
/// still says whether the list rings.
pub fn decide(team: &Team, agent: &Agent, kind: Kind, now: Timestamp) -> Decision {
    if team.rule.is_none() {
        return Decision::Suppress(Suppression::NoDistributionRule);
    }
    if let Some(occupied) = agent.occupied_for(team, kind.channel()) {
        return Decision::Suppress(match occupied {
            Occupied::SignedOut => Suppression::NotSignedIn,
            Occupied::Busy => Suppression::Busy,
            Occupied::Away => Suppression::Away,
            Occupied::NotResponding => Suppression::NotResponding,
        });
    }
    match wish(&agent.preferences, kind, now) {
        None if agent.can_be_reached() => Decision::Notify,
        None => Decision::Suppress(Suppression::Unreachable),
        Some(wish) if agent.can_be_reached() => Decision::Suppress(wish),
        Some(wish) => Decision::Unheard(wish),
    }
}

/// Which wish of the agent speaks against a popup for this kind now.
pub fn wish(preferences: &Preferences, kind: Kind, now: Timestamp) -> Option<Suppression> {
    if preferences.is_quiet(kind, now) {
        Some(Suppression::QuietHours)
    } else if !preferences.desktop_notifications.is_on() {
        Some(Suppression::TurnedOff)
    } else if preferences.muted_kinds.contains(&kind) {
        Some(Suppression::KindTurnedOff)
    } else {
        None
    }
}

/// The decisions of one event about all members of a team, small however large the team: the most
/// common decision is said once, the exceptions by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decisions {
    /// What holds for every member who is not named. Absent when only those named were concerned.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    rest: Option<Decision>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    named: Vec<(Decision, BTreeSet<AgentId>)>,
}

impl Decisions {
    /// Only those named are concerned.
    pub fn about_some(decided: impl IntoIterator<Item = (AgentId, Decision)>) -> Self {
        Self {
            rest: None,
            named: grouped(decided).into_iter().collect(),
        }
    }

    pub fn for_one(agent: AgentId, decision: Decision) -> Self {
        Self::about_some([(agent, decision)])
    }

    /// The decision about a member of the team; `None` when the event did not concern them.
    pub fn about(&self, member: AgentId) -> Option<Decision> {
        self.named
            .iter()
            .find(|(_, agents)| agents.contains(&member))
            .map(|(decision, _)| *decision)
            .or(self.rest)
    }

    /// Every decision that holds for somebody, once.
    pub fn distinct(&self) -> impl Iterator<Item = Decision> {
        self.named
            .iter()
            .map(|(decision, _)| *decision)
            .chain(self.rest)
    }

    /// Replaces the decision about one member.
    pub fn set(&mut self, member: AgentId, decision: Decision) {
        for (_, agents) in &mut self.named {
            agents.remove(&member);
        }
        self.named.retain(|(_, agents)| !agents.is_empty());
        if self.rest == Some(decision) {
            return;
        }
        match self.named.iter_mut().find(|(known, _)| *known == decision) {
            Some((_, agents)) => {
                agents.insert(member);
            }
            None => self.named.push((decision, BTreeSet::from([member]))),
        }
    }
}

impl FromIterator<(AgentId, Decision)> for Decisions {
    fn from_iter<I: IntoIterator<Item = (AgentId, Decision)>>(decided: I) -> Self {
        let mut groups = grouped(decided);
        let rest = groups
            .iter()
            .max_by_key(|(_, agents)| agents.len())
            .map(|(decision, _)| *decision);
        if let Some(rest) = &rest {
            groups.remove(rest);
        }
        Self {
            rest,
            named: groups.into_iter().collect(),
        }
    }
}

fn grouped(
    decided: impl IntoIterator<Item = (AgentId, Decision)>,
) -> BTreeMap<Decision, BTreeSet<AgentId>> {
    let mut groups: BTreeMap<Decision, BTreeSet<AgentId>> = BTreeMap::new();
    for (agent, decision) in decided {
        groups.entry(decision).or_default().insert(agent);
    }
    groups
}

/// What a device says about one offer, in rising order of what it tells: a later one replaces an
/// earlier one, never the other way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "stage", content = "reason")]
pub enum Report {
    /// The offer reached the page.
    Received,
    /// The popup could not be shown.
    Failed(DeviceFailure),
    /// No popup, because the agent was looking at this desktop: the list rang instead.
    InPage,
    /// The system took the popup.
    Shown,
    /// The agent closed the popup.
    Dismissed,
    /// The agent clicked the popup.
    Clicked,
}

/// Why a device could not show a popup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceFailure {
    /// The agent or the browser's policy refused notifications for this site.
    PermissionDenied,
    /// Nobody has been asked for permission on this device yet.
    PermissionNotAsked,
    /// The page came over plain HTTP from another machine.
    InsecureOrigin,
    /// The browser has no notifications.
    Unsupported,
    /// The browser refused to show it although it may.
    Refused,
}
