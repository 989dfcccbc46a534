//! Agents: new ones, a new password, the way in, and who there is.

use std::collections::BTreeSet;

use domain::{
    agent::{Agent, Presence, Role},
    command::Command,
    desk::Desk,
    event::Actor,
    id::{AgentId, TeamId},
};
use engine::{DeskHandle, Engine};
use storage::Credential;

use super::{error::AdminError, read, table::table, teams};
use crate::auth::{Auth, hasher::Hasher, password::Password};

/// An agent as the operator describes them.
pub struct NewAgent {
    pub name: String,
    pub email: String,
    pub role: Role,
    /// Names or ids.
    pub teams: Vec<String>,
}

/// Adds an agent who can sign in at once. One who was left without a password is given it.
pub async fn add(
    engine: &Engine,
    hasher: &Hasher,
    desk: &DeskHandle,
    new: NewAgent,
    password: Password,
) -> Result<String, AdminError> {
    let name = read::line("name", &new.name)?;
    let email = read::email(&new.email)?;
    let teams = new
        .teams
        .iter()
        .map(|team| desk.read(|desk| teams::find(desk, team)))
        .collect::<Result<BTreeSet<TeamId>, _>>()?;
    check_password(desk, &password, &name, &email)?;
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

/// Gives an agent another password; whatever began with the one before ends.
pub async fn set_password(
    engine: &Engine,
    auth: &Auth,
    wanted: &str,
    password: Password,
) -> Result<String, AdminError> {
    let (desk, agent, email) = find(engine, wanted)?;
    let name = desk.read(|desk| desk.agent(agent).map(|agent| agent.name.clone()));
    check_password(&desk, &password, &name.unwrap_or_default(), &email)?;
    auth.set_password(&desk, agent, &email, password).await?;
    Ok(format!(
        "{email} has a new password and is signed out everywhere."
    ))
}

/// Keeps an agent out, from now on.
pub async fn disable(engine: &Engine, auth: &Auth, wanted: &str) -> Result<String, AdminError> {
    let (desk, agent, email) = find(engine, wanted)?;
    auth.disable(&desk, agent).await?;
    Ok(format!(
        "{email} is signed out everywhere and can't sign in until `deskbell agent enable --email {email}`."
    ))
}

/// Lets an agent in again.
pub async fn enable(engine: &Engine, wanted: &str) -> Result<String, AdminError> {
    let (desk, agent, email) = find(engine, wanted)?;
    desk.execute(Actor::Operator, Command::EnableAgent { agent })
        .await?;
    Ok(format!("{email} can sign in."))
}

/// Who there is.
pub fn list(desk: &DeskHandle) -> String {
    let mut agents: Vec<Agent> = desk.read(|desk| desk.agents().cloned().collect());
    agents.sort_by(|one, other| one.email.cmp(&other.email));
    let rows = agents
        .iter()
        .map(|agent| desk.read(|desk| row(desk, agent)));
    table(["E-MAIL", "NAME", "ROLE", "TEAMS", "STATE"], rows)
}

/// A role, as it is written on the command line.
pub fn name_of(role: Role) -> &'static str {
    match role {
        Role::Agent => "agent",
        Role::Supervisor => "supervisor",
        Role::Admin => "admin",
    }
}

/// An agent by their address, which is unique in an installation, and the desk they belong to.
fn find(engine: &Engine, wanted: &str) -> Result<(DeskHandle, AgentId, String), AdminError> {
    let email = read::email(wanted)?;
    let found = engine.desks().into_iter().find_map(|desk| {
        let agent = desk.read(|desk| desk.agent_by_email(&email).map(|agent| agent.id))?;
        Some((desk, agent))
    });
    let (desk, agent) = found.ok_or_else(|| AdminError::UnknownAgent(email.clone()))?;
    Ok((desk, agent, email))
}

/// Refuses what anybody would try first on this desk.
fn check_password(
    desk: &DeskHandle,
    password: &Password,
    name: &str,
    email: &str,
) -> Result<(), AdminError> {
    let of_desk = desk.read(|desk| desk.profile().name.clone());
    Ok(password.check(&[&of_desk, name, email])?)
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

fn row(desk: &Desk, agent: &Agent) -> [String; 5] {
    let teams = agent.teams.iter().filter_map(|team| desk.team(*team));
    let teams: Vec<_> = teams.map(|team| team.name.as_str()).collect();
    let state = match agent.presence {
        _ if agent.is_disabled() => "disabled",
        Presence::SignedOut => "signed out",
        Presence::SignedIn(_) => "signed in",
    };
    [
        agent.email.clone(),
        agent.name.clone(),
        name_of(agent.role).to_owned(),
        teams.join(", "),
        state.to_owned(),
    ]
}
