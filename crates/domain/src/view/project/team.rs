//! What everybody who sees a team is told of it.

use super::told::Told;
use crate::{
    id::TeamId,
    team::{DistributionRule, Team},
    view::{audience::Audience, message::Message, team::Distribution},
};

pub(super) fn added(team: &Team) -> Told<'static> {
    notice(team.id, Some(team.name.clone()), team.into())
}

pub(super) fn rule_set(team: TeamId, rule: Option<&DistributionRule>) -> Told<'static> {
    let distribution = if rule.is_some() {
        Distribution::Active
    } else {
        Distribution::NoRule
    };
    notice(team, None, distribution)
}

fn notice(team: TeamId, name: Option<String>, distribution: Distribution) -> Told<'static> {
    vec![(
        Audience::Team(team),
        Message::Notice {
            team,
            name,
            distribution,
        },
    )]
}
