//! Teams: new ones, their rules and their opening hours.

use domain::{
    command::Command, desk::Desk, event::Actor, hours::OpeningHours, id::TeamId,
    team::DistributionRule,
};
use engine::DeskHandle;

use super::{
    error::AdminError,
    hours, read,
    rule::{RuleChoice, Scope, Timing},
};

/// Adds a team; without a rule its requests are listed and ring for nobody.
pub async fn add(
    desk: &DeskHandle,
    name: &str,
    rule: Option<DistributionRule>,
) -> Result<String, AdminError> {
    let name = read::line("name", name)?;
    let command = Command::AddTeam {
        team: desk.fresh_id(),
        name: name.clone(),
        rule,
    };
    desk.execute(Actor::Operator, command).await?;
    Ok(format!("Team {name} added."))
}

/// Sets the rule of a team. Of the one before stays what is not given.
pub async fn set_rule(
    desk: &DeskHandle,
    team: &str,
    rule: RuleChoice,
    scope: Option<Scope>,
    timing: Timing,
) -> Result<String, AdminError> {
    // Which requests it was for is forgotten with it; scripts say that with every rule.
    if rule == RuleChoice::None && timing != Timing::default() {
        return Err(AdminError::Invalid {
            field: "rule",
            expected: "`none` alone: a team without a rule keeps no settings",
        });
    }
    let team = desk.read(|desk| find(desk, team))?;
    let known = desk.read(|desk| desk.team(team).and_then(|team| team.rule));
    let scope = scope
        .or_else(|| known.map(|known| known.sources.into()))
        .unwrap_or(Scope::Named);
    let rule = rule.with(scope).map(|rule| timing.onto(rule, known));
    desk.execute(Actor::Operator, Command::SetRule { team, rule })
        .await?;
    Ok("The distribution rule is set.".to_owned())
}

/// Sets when a team serves customers. `None`: round the clock.
pub async fn set_hours(
    desk: &DeskHandle,
    team: &str,
    hours: Option<OpeningHours>,
) -> Result<String, AdminError> {
    let team = desk.read(|desk| find(desk, team))?;
    let said = match &hours {
        Some(hours) => format!(
            "The opening hours are set; times are those of {}.\n{}",
            hours.zone,
            hours::shown(hours)
        ),
        None => "The team is open round the clock.".to_owned(),
    };
    desk.execute(Actor::Operator, Command::SetHours { team, hours })
        .await?;
    Ok(said)
}

/// By name or id.
pub fn find(desk: &Desk, wanted: &str) -> Result<TeamId, AdminError> {
    wanted
        .parse::<TeamId>()
        .ok()
        .and_then(|id| desk.team(id))
        .or_else(|| desk.team_named(wanted))
        .map(|team| team.id)
        .ok_or_else(|| AdminError::UnknownTeam {
            name: wanted.to_owned(),
            teams: desk.teams().map(|team| team.name.clone()).collect(),
        })
}
