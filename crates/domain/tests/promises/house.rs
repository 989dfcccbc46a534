//! The house of a story: its teams, agents, hours and devices, and the commands that open it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    agent::{Reachability, Role},
    command::Command,
    hours::{OpeningHours, Slot},
    id::{AgentId, DeviceId, TeamId},
    preferences::Preferences,
    serving::ChatCapacity,
    switch::Switch,
    team::DistributionRule,
    zone::{MinuteOfDay, Zone},
};
use uuid::Uuid;

use crate::story::{Device, Hours, Rule, Start, Story};

/// What brings the desk to where the story begins.
pub fn opening(story: &Story) -> Vec<Command> {
    let mut commands = vec![Command::OpenDesk {
        name: "Acme".to_owned(),
        country: "ES".to_owned(),
    }];
    for (number, rule) in story.teams.iter().enumerate() {
        commands.push(new_team(number, *rule));
    }
    commands.push(Command::AddAgent {
        agent: SAM,
        name: "Sam".to_owned(),
        email: "sam@acme.example".to_owned(),
        role: Role::Supervisor,
        teams: BTreeSet::new(),
    });
    commands.push(Command::SignIn { agent: SAM });
    for (place, role) in story.cast.iter().enumerate() {
        let teams = role
            .teams
            .iter()
            .map(|number| team_id(usize::from(*number) % story.teams.len()))
            .collect();
        let hired = new_agent(place, teams);
        let Command::AddAgent { agent, .. } = hired else {
            continue;
        };
        commands.push(hired);
        if role.starts == Start::Ready {
            commands.push(Command::SignIn { agent });
            commands.push(Command::SetReachability {
                agent,
                reachability: Reachability::Reachable,
            });
            commands.push(Command::SetPreferences {
                agent,
                preferences: Preferences {
                    desktop_notifications: Switch::On,
                    ..Preferences::default()
                },
            });
        }
    }
    commands
}

pub const PHONE: &str = "+34600123456";
pub const SAM: AgentId = AgentId(Uuid::from_u128(0x5a3));

pub fn opening_hours(hours: Hours) -> Option<OpeningHours> {
    let slots = match hours {
        Hours::RoundTheClock => return None,
        Hours::Daily(opens, closes) => {
            Slot::new(MinuteOfDay::hour(opens), MinuteOfDay::hour(closes))
                .into_iter()
                .collect()
        }
        Hours::Never => vec![],
    };
    Some(OpeningHours {
        zone: Zone::UTC,
        week: std::array::from_fn(|_| slots.clone()),
        exceptions: BTreeMap::new(),
    })
}

fn team_id(number: usize) -> TeamId {
    TeamId(Uuid::from_u128(0x7ea_0000 + number as u128))
}

pub fn distribution_rule(rule: Rule) -> DistributionRule {
    DistributionRule {
        chat_capacity: ChatCapacity::try_from(rule.chats).expect("from one to ten"),
        ..DistributionRule::broadcast(rule.sources)
    }
}

pub fn new_team(number: usize, rule: Option<Rule>) -> Command {
    Command::AddTeam {
        team: team_id(number),
        name: format!("Team {number}"),
        rule: rule.map(distribution_rule),
    }
}

pub fn new_agent(place: usize, teams: BTreeSet<TeamId>) -> Command {
    Command::AddAgent {
        agent: AgentId(Uuid::from_u128(0xa6e_0000 + place as u128)),
        name: format!("Agent {place}"),
        email: format!("agent-{place}@acme.example"),
        role: Role::Agent,
        teams,
    }
}

pub fn device_id(device: Device) -> DeviceId {
    DeviceId(Uuid::from_u128(match device {
        Device::Laptop => 0x1a9,
        Device::Tablet => 0x7ab,
    }))
}
