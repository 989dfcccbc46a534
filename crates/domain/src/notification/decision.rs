//! What the desk decided about one agent, and why no popup was sent.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

/// What the desk decided about one agent and one event.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Unpack,
)]
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
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Unpack,
)]
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
