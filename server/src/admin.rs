//! What an operator does from the command line: one function a command. The same functions serve the
//! control socket of a running server, a command that opens the database itself, and the demo.

mod agents;
pub mod hours;
mod keys;

use std::{collections::BTreeSet, fmt, num::NonZeroU8, str::FromStr};

use app::phone;
use clap::ValueEnum;
use domain::{
    agent::Role,
    call_back::Policy,
    command::Command,
    desk::Desk,
    email::Email,
    event::Actor,
    hours::OpeningHours,
    id::{AgentId, ApiKeyId, TeamId},
    pauses::Pauses,
    rejection::Rejection,
    team::{ChatCapacity, DistributionRule, Sources},
    text,
    time::Span,
};
use engine::{CommandError, DeskHandle, Engine};
use push::{Gateway, KeyError};
use serde::{Deserialize, Serialize};
use storage::{ApiKeyRow, Credential, StoreError};
use thiserror::Error;

use crate::{
    api::{key::ApiKey, rate::Rate},
    auth::{
        hasher::{Busy, Hasher},
        password::{Password, PasswordProblem},
    },
    state::AppState,
};
pub use keys::KeyChoice;

const LONGEST_NAME: usize = 200;

/// A command of the operator, as the control socket carries it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "snake_case")]
pub enum Task {
    AddDesk {
        name: String,
        country: String,
    },
    AddTeam {
        desk: Option<String>,
        name: String,
        rule: RuleChoice,
        scope: Scope,
    },
    SetRule {
        desk: Option<String>,
        team: String,
        rule: RuleChoice,
        /// `None`: as it is.
        scope: Option<Scope>,
        timing: Timing,
    },
    SetHours {
        desk: Option<String>,
        team: String,
        /// `None`: open round the clock.
        hours: Option<OpeningHours>,
    },
    AddAgent {
        desk: Option<String>,
        name: String,
        email: String,
        role: Role,
        /// Names or ids.
        teams: Vec<String>,
        password: Password,
    },
    SetPassword {
        email: String,
        password: Password,
    },
    DisableAgent {
        email: String,
    },
    EnableAgent {
        email: String,
    },
    ListAgents {
        desk: Option<String>,
    },
    ListKeys {
        desk: Option<String>,
    },
    RevokeKey {
        desk: Option<String>,
        key: KeyChoice,
    },
    AddKey {
        desk: Option<String>,
        name: String,
        /// Such as `50/100`.
        rate: Option<String>,
    },
    RotatePushKeys,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum RuleChoice {
    /// One offer to the whole team; the first agent to connect takes it.
    Broadcast,
    /// Requests are listed and ring for nobody.
    None,
}

/// How long things take under a rule, and how much at once; what is absent stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timing {
    pub ring_time: Option<Span>,
    pub owner_grace: Option<Span>,
    pub call_backs: Option<u8>,
    pub chat_capacity: Option<ChatCapacity>,
    pub first_delay: Option<Span>,
    pub second_delay: Option<Span>,
    #[serde(default)]
    pub ring_again: Option<Pauses>,
    #[serde(default)]
    pub patience: Option<Patience>,
}

/// How many offers in a row an agent may let pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Patience {
    Offers(NonZeroU8),
    Endless,
}

/// Which requests a team's rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Named,
    CatchAll,
}

impl Scope {
    pub fn from_flag(catch_all: bool) -> Self {
        if catch_all {
            Self::CatchAll
        } else {
            Self::Named
        }
    }
}

impl From<Sources> for Scope {
    fn from(sources: Sources) -> Self {
        Self::from_flag(sources == Sources::CatchAll)
    }
}

/// Why a command was refused. The text is for the person at the terminal.
#[derive(Debug, Error)]
pub enum AdminError {
    #[error("there is no desk yet: add one with `deskbell desk add --name NAME`")]
    NoDesk,
    #[error("there are several desks: say which with --desk ({})", .0.join(", "))]
    WhichDesk(Vec<String>),
    #[error("there is no desk {0}")]
    UnknownDesk(String),
    #[error("a desk of that name exists, or of one that looks the same")]
    DeskExists,
    #[error("there is no team {name}{}", known(.teams))]
    UnknownTeam { name: String, teams: Vec<String> },
    #[error("an agent with that e-mail address exists")]
    AgentExists,
    #[error("there is no agent {0}; `deskbell agent list` tells who there is")]
    UnknownAgent(String),
    #[error("there is no key {0} in use; `deskbell key list` tells which there are")]
    UnknownKey(String),
    #[error("several keys have that name: say which with --id ({})", .0.join(", "))]
    WhichKey(Vec<String>),
    #[error("{0}")]
    Password(#[from] PasswordProblem),
    #[error("{field}: {expected}")]
    Invalid {
        field: &'static str,
        expected: &'static str,
    },
    #[error("{0}")]
    Refused(Rejection),
    #[error("the server is busy: try again in a few seconds")]
    Busy,
    #[error("the database can't be written: is there room on the disk? The log says why")]
    Unavailable,
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    PushKeys(#[from] KeyError),
}

impl From<CommandError> for AdminError {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Rejected(rejection) => Self::Refused(rejection),
            CommandError::Overloaded => Self::Busy,
            CommandError::Unavailable => Self::Unavailable,
        }
    }
}

impl From<Busy> for AdminError {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}

/// Does one task and says what was done.
pub async fn perform(state: &AppState, task: Task) -> Result<String, AdminError> {
    let AppState {
        engine, auth, push, ..
    } = state;
    match task {
        Task::SetPassword { email, password } => {
            agents::set_password(engine, auth, &email, password).await
        }
        Task::DisableAgent { email } => agents::disable(engine, auth, &email).await,
        Task::EnableAgent { email } => agents::enable(engine, &email).await,
        Task::ListAgents { desk } => Ok(agents::list(&choose(engine, desk)?)),
        Task::ListKeys { desk } => keys::list(engine, &choose(engine, desk)?).await,
        Task::RevokeKey { desk, key } => {
            let desk = desk.map(|desk| choose(engine, Some(desk))).transpose()?;
            keys::revoke(engine, state.rest.callers(), desk.as_ref(), &key).await
        }
        Task::AddDesk { name, country } => add_desk(engine, &name, &country).await,
        Task::AddTeam {
            desk,
            name,
            rule,
            scope,
        } => add_team(&choose(engine, desk)?, &name, rule.with(scope)).await,
        Task::SetRule {
            desk,
            team,
            rule,
            scope,
            timing,
        } => set_rule(&choose(engine, desk)?, &team, rule, scope, timing).await,
        Task::SetHours { desk, team, hours } => {
            set_hours(&choose(engine, desk)?, &team, hours).await
        }
        Task::AddAgent {
            desk,
            name,
            email,
            role,
            teams,
            password,
        } => {
            let desk = choose(engine, desk)?;
            let new = NewAgent {
                name,
                email,
                role,
                teams,
            };
            add_agent(engine, auth.hasher(), &desk, new, password).await
        }
        Task::AddKey { desk, name, rate } => {
            let desk = choose(engine, desk)?;
            let key = ApiKey::from_entropy(engine::ids::token());
            add_key(engine, &desk, &name, rate.as_deref(), &key).await?;
            Ok(key.reveal().to_owned())
        }
        Task::RotatePushKeys => rotate_push_keys(engine, push).await,
    }
}

/// The subscriptions go first: with the old keys gone, no push service would take a message for them.
pub async fn rotate_push_keys(engine: &Engine, push: &Gateway) -> Result<String, AdminError> {
    engine.drop_push_subscriptions().await?;
    push.rotate_keys()?;
    Ok(
        "New keys are in use. Each device is reached by Web Push again once the desktop was opened on it."
            .to_owned(),
    )
}

pub async fn add_desk(engine: &Engine, name: &str, country: &str) -> Result<String, AdminError> {
    let name = line("name", name)?;
    let country = country.trim().to_uppercase();
    if !phone::knows(&country) {
        return Err(AdminError::Invalid {
            field: "country",
            expected: "two letters of ISO 3166, such as US or PT; the United Kingdom is GB",
        });
    }
    let same = |desk: &Desk| text::lookalike(&desk.profile().name) == text::lookalike(&name);
    if engine.desks().iter().any(|desk| desk.read(same)) {
        return Err(AdminError::DeskExists);
    }
    engine.open_desk(name.clone(), country).await?;
    Ok(format!("Desk {name} added."))
}

pub async fn add_team(
    desk: &DeskHandle,
    name: &str,
    rule: Option<DistributionRule>,
) -> Result<String, AdminError> {
    let name = line("name", name)?;
    let command = Command::AddTeam {
        team: desk.fresh_id(),
        name: name.clone(),
        rule,
    };
    desk.execute(Actor::Operator, command).await?;
    Ok(format!("Team {name} added."))
}

pub async fn set_rule(
    desk: &DeskHandle,
    team: &str,
    rule: RuleChoice,
    scope: Option<Scope>,
    timing: Timing,
) -> Result<String, AdminError> {
    if rule == RuleChoice::None && (scope.is_some() || timing != Timing::default()) {
        return Err(AdminError::Invalid {
            field: "rule",
            expected: "`none` alone: a team without a rule keeps no settings",
        });
    }
    let team = desk.read(|desk| find_team(desk, team))?;
    let known = desk.read(|desk| desk.team(team).and_then(|team| team.rule));
    let scope = scope
        .or_else(|| known.map(|known| known.sources.into()))
        .unwrap_or(Scope::Named);
    let rule = rule.with(scope).map(|rule| timing.onto(rule, known));
    desk.execute(Actor::Operator, Command::SetRule { team, rule })
        .await?;
    Ok("The distribution rule is set.".to_owned())
}

pub async fn set_hours(
    desk: &DeskHandle,
    team: &str,
    hours: Option<OpeningHours>,
) -> Result<String, AdminError> {
    let team = desk.read(|desk| find_team(desk, team))?;
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

impl Timing {
    /// The rule with these times, else with those of the rule before it.
    fn onto(self, rule: DistributionRule, known: Option<DistributionRule>) -> DistributionRule {
        let known = known.unwrap_or(rule);
        DistributionRule {
            ring_time: self.ring_time.unwrap_or(known.ring_time),
            owner_grace: self.owner_grace.unwrap_or(known.owner_grace),
            call_backs: Policy {
                attempts: self.call_backs.unwrap_or(known.call_backs.attempts),
                first_delay: self.first_delay.unwrap_or(known.call_backs.first_delay),
                second_delay: self.second_delay.unwrap_or(known.call_backs.second_delay),
            },
            chat_capacity: self.chat_capacity.unwrap_or(known.chat_capacity),
            ring_again: self.ring_again.unwrap_or(known.ring_again),
            not_responding_after: match self.patience {
                None => known.not_responding_after,
                Some(Patience::Offers(offers)) => Some(offers),
                Some(Patience::Endless) => None,
            },
            ..rule
        }
    }
}

/// An agent as the operator describes them.
pub struct NewAgent {
    pub name: String,
    pub email: String,
    pub role: Role,
    /// Names or ids.
    pub teams: Vec<String>,
}

pub async fn add_agent(
    engine: &Engine,
    hasher: &Hasher,
    desk: &DeskHandle,
    new: NewAgent,
    password: Password,
) -> Result<String, AdminError> {
    let name = line("name", &new.name)?;
    let email = email(&new.email)?;
    let teams = new
        .teams
        .iter()
        .map(|team| desk.read(|desk| find_team(desk, team)))
        .collect::<Result<BTreeSet<TeamId>, _>>()?;
    agents::check_password(desk, &password, &name, &email)?;
    // Also true of the agents of other desks: people sign in without naming one.
    let store = engine.store();
    // There already, but without a password, when an earlier run was interrupted.
    let known = known_agent(engine, desk, &email)?;
    if let Some(agent) = known
        && store.credential_of(desk.id(), agent).await?.is_some()
    {
        return Err(AdminError::AgentExists);
    }
    let hash = hasher.hash(password).await?;
    let agent = if let Some(agent) = known {
        agent
    } else {
        let agent: AgentId = desk.fresh_id();
        let command = Command::AddAgent {
            agent,
            name: name.clone(),
            email: email.clone(),
            role: new.role,
            teams,
        };
        desk.execute(Actor::Operator, command).await?;
        agent
    };
    let credential = Credential {
        desk: desk.id(),
        agent,
        password: hash,
    };
    store
        .put_credential(&email, &credential, desk.now())
        .await?;
    Ok(format!("Agent {name} added; they sign in as {email}."))
}

pub async fn add_key(
    engine: &Engine,
    desk: &DeskHandle,
    name: &str,
    rate: Option<&str>,
    key: &ApiKey,
) -> Result<(), AdminError> {
    let rate: Option<Rate> = rate
        .map(str::parse)
        .transpose()
        .map_err(|_| AdminError::Invalid {
            field: "rate",
            expected: "calls a second and burst, such as 50/100",
        })?;
    let id: ApiKeyId = desk.fresh_id();
    engine
        .store()
        .add_api_key(&ApiKeyRow {
            desk: desk.id(),
            id,
            name: line("name", name)?,
            hash: key.hash(),
            rate: rate.map(|rate| rate.to_string()),
            created_at: desk.now(),
            revoked_at: None,
        })
        .await?;
    Ok(())
}

impl RuleChoice {
    fn with(self, scope: Scope) -> Option<DistributionRule> {
        match self {
            Self::None => None,
            Self::Broadcast => Some(DistributionRule::broadcast(match scope {
                Scope::Named => Sources::Named,
                Scope::CatchAll => Sources::CatchAll,
            })),
        }
    }
}

/// The desk that is meant: by name or id, or the only one.
fn choose(engine: &Engine, wanted: Option<String>) -> Result<DeskHandle, AdminError> {
    let name_of = |desk: &DeskHandle| desk.read(|desk| desk.profile().name.clone());
    let mut desks = engine.desks();
    match wanted {
        Some(wanted) => desks
            .into_iter()
            .find(|desk| {
                desk.id().to_string() == wanted
                    || text::folded(&name_of(desk)) == text::folded(&wanted)
            })
            .ok_or(AdminError::UnknownDesk(wanted)),
        None if desks.len() > 1 => Err(AdminError::WhichDesk(desks.iter().map(name_of).collect())),
        None => desks.pop().ok_or(AdminError::NoDesk),
    }
}

fn find_team(desk: &Desk, wanted: &str) -> Result<TeamId, AdminError> {
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

/// An agent of this desk with that address, who has no password yet.
fn known_agent(
    engine: &Engine,
    desk: &DeskHandle,
    email: &str,
) -> Result<Option<AgentId>, AdminError> {
    for other in engine.desks() {
        if let Some(agent) = other.read(|desk| desk.agent_by_email(email).map(|agent| agent.id)) {
            return if other.id() == desk.id() {
                Ok(Some(agent))
            } else {
                Err(AdminError::AgentExists)
            };
        }
    }
    Ok(None)
}

/// Columns as wide as what is in them, for people to read.
fn table<const COLUMNS: usize>(
    head: [&str; COLUMNS],
    rows: impl Iterator<Item = [String; COLUMNS]>,
) -> String {
    let lines: Vec<[String; COLUMNS]> = std::iter::once(head.map(str::to_owned))
        .chain(rows)
        .collect();
    let width = |column: usize| {
        let cells = lines.iter().map(|line| line[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: [usize; COLUMNS] = std::array::from_fn(width);
    let lines: Vec<String> = lines
        .iter()
        .map(|line| {
            let cells = line.iter().zip(widths);
            let padded: Vec<_> = cells
                .map(|(cell, width)| format!("{cell:width$}"))
                .collect();
            padded.join("  ").trim_end().to_owned()
        })
        .collect();
    lines.join("\n")
}

fn line(field: &'static str, text: &str) -> Result<String, AdminError> {
    text::line(text.trim(), LONGEST_NAME)
        .ok()
        .flatten()
        .ok_or(AdminError::Invalid {
            field,
            expected: "1 to 200 characters on one line, of which some can be seen",
        })
}

fn email(text: &str) -> Result<String, AdminError> {
    Email::from_str(text)
        .map(String::from)
        .map_err(|_| AdminError::Invalid {
            field: "email",
            expected: "an address such as ana@example.org",
        })
}

fn known(teams: &[String]) -> impl fmt::Display {
    if teams.is_empty() {
        "; add it with `deskbell team add --name NAME`".to_owned()
    } else {
        format!("; there are {}", teams.join(", "))
    }
}
