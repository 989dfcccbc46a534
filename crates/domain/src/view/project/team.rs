//! What everybody who sees a team is told of it.

use super::told::Told;
use crate::{
    id::TeamId,
    serving::ChatCapacity,
    team::{DistributionRule, Team},
    view::{audience::Audience, message::Message, team::Distribution},
};

pub(super) fn added(team: &Team) -> Told<'static> {
    notice(
        team.id,
        Some(team.name.clone()),
        team.into(),
        team.chat_capacity(),
    )
}

pub(super) fn rule_set(team: TeamId, rule: Option<&DistributionRule>) -> Told<'static> {
    let distribution = if rule.is_some() {
        Distribution::Active
    } else {
        Distribution::NoRule
    };
    let chats = rule.map(|rule| rule.chat_capacity).unwrap_or_default();
    notice(team, None, distribution, chats)
}

fn notice(
    team: TeamId,
    name: Option<String>,
    distribution: Distribution,
    chats: ChatCapacity,
) -> Told<'static> {
    vec![(
        Audience::Team(team),
        Message::Notice {
            team,
            name,
            distribution,
            chats,
        },
    )]
}
