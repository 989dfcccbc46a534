//! Decides whether an agent is notified of what rings. The first rule that matches wins.

use crate::{
    agent::Agent,
    notification::{Decision, Suppression},
    occupied::Occupied,
    preferences::Preferences,
    request::Kind,
    team::Team,
    time::Timestamp,
};

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
