//! Opening a desk, its teams, rules and agents.

use std::{collections::BTreeSet, str::FromStr};

use super::decided::Decided;
use crate::{
    agent::{Access, Agent, Presence, Reachability, Role},
    desk::Desk,
    email::{Email, NoEmail},
    event::Event,
    hours::OpeningHours,
    id::{AgentId, TeamId},
    preferences::Preferences,
    rejection::Rejection,
    reminder::Digest,
    response::{Hearing, Responding},
    serving::Serving,
    team::{DistributionRule, Team},
    text,
    time::Timestamp,
};

pub(super) fn open_desk(desk: &Desk, name: &str, country: &str) -> Decided {
    if desk.seq() > 0 {
        return Err(Rejection::DeskAlreadyOpen);
    }
    Ok(vec![Event::DeskOpened {
        name: name.to_owned(),
        country: country.to_owned(),
    }])
}

pub(super) fn add_team(
    desk: &Desk,
    id: TeamId,
    name: &str,
    rule: Option<DistributionRule>,
) -> Decided {
    if desk.team(id).is_some() || desk.team_that_looks_like(name).is_some() {
        return Err(Rejection::TeamExists);
    }
    Ok(vec![Event::TeamAdded {
        team: Team {
            id,
            name: text::composed(name.trim()).into_owned(),
            rule,
            hours: None,
        },
    }])
}

pub(super) fn set_rule(desk: &Desk, id: TeamId, rule: Option<DistributionRule>) -> Decided {
    let team = desk
        .team(id)
        .ok_or_else(|| Rejection::UnknownTeam(id.to_string()))?;
    Ok(if team.rule == rule {
        vec![]
    } else {
        vec![Event::RuleSet { team: id, rule }]
    })
}

pub(super) fn set_hours(desk: &Desk, id: TeamId, hours: Option<&OpeningHours>) -> Decided {
    let team = desk
        .team(id)
        .ok_or_else(|| Rejection::UnknownTeam(id.to_string()))?;
    Ok(if team.hours.as_ref() == hours {
        vec![]
    } else {
        vec![Event::HoursSet {
            team: id,
            hours: hours.cloned(),
        }]
    })
}

pub(super) fn add_agent(
    desk: &Desk,
    id: AgentId,
    name: &str,
    email: &str,
    role: Role,
    teams: &BTreeSet<TeamId>,
    now: Timestamp,
) -> Decided {
    if desk.agent(id).is_some() || desk.agent_by_email(email).is_some() {
        return Err(Rejection::AgentExists);
    }
    if let Some(unknown) = teams.iter().find(|team| desk.team(**team).is_none()) {
        return Err(Rejection::UnknownTeam(unknown.to_string()));
    }
    Ok(vec![Event::AgentAdded {
        agent: Box::new(Agent {
            id,
            name: text::composed(name.trim()).into_owned(),
            email: Email::from_str(email)
                .map_or_else(|NoEmail| email.trim().to_lowercase(), String::from),
            role,
            teams: teams.clone(),
            added_at: now,
            presence: Presence::SignedOut,
            reachability: Reachability::Unreachable,
            hearing: Hearing::default(),
            responding: Responding::default(),
            serving: Serving::Nobody,
            preferences: Preferences::default(),
            digest: Digest::Settled,
            quiet_until: None,
            missed_at: None,
            access: Access::Open,
        }),
    }])
}
