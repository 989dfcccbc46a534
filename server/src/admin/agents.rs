//! Agents who are there already: a new password, the way in, and who there is.

use domain::{
    agent::{Agent, Presence, Role},
    command::Command,
    desk::Desk,
    event::Actor,
    id::AgentId,
};
use engine::{DeskHandle, Engine};

use super::{AdminError, email, table};
use crate::auth::{Auth, password::Password};

/// An agent by their address, which is unique in an installation, and the desk they belong to.
fn find(engine: &Engine, wanted: &str) -> Result<(DeskHandle, AgentId, String), AdminError> {
    let email = email(wanted)?;
    let found = engine.desks().into_iter().find_map(|desk| {
        let agent = desk.read(|desk| desk.agent_by_email(&email).map(|agent| agent.id))?;
        Some((desk, agent))
    });
    let (desk, agent) = found.ok_or_else(|| AdminError::UnknownAgent(email.clone()))?;
    Ok((desk, agent, email))
}

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

/// Refuses what anybody would try first on this desk.
pub(super) fn check_password(
    desk: &DeskHandle,
    password: &Password,
    name: &str,
    email: &str,
) -> Result<(), AdminError> {
    let of_desk = desk.read(|desk| desk.profile().name.clone());
    Ok(password.check(&[&of_desk, name, email])?)
}

pub async fn disable(engine: &Engine, auth: &Auth, wanted: &str) -> Result<String, AdminError> {
    let (desk, agent, email) = find(engine, wanted)?;
    auth.disable(&desk, agent).await?;
    Ok(format!(
        "{email} is signed out everywhere and can't sign in until `deskbell agent enable --email {email}`."
    ))
}

pub async fn enable(engine: &Engine, wanted: &str) -> Result<String, AdminError> {
    let (desk, agent, email) = find(engine, wanted)?;
    desk.execute(Actor::Operator, Command::EnableAgent { agent })
        .await?;
    Ok(format!("{email} can sign in."))
}

pub fn list(desk: &DeskHandle) -> String {
    let mut agents: Vec<Agent> = desk.read(|desk| desk.agents().cloned().collect());
    agents.sort_by(|one, other| one.email.cmp(&other.email));
    let rows = agents
        .iter()
        .map(|agent| desk.read(|desk| row(desk, agent)));
    table(["E-MAIL", "NAME", "ROLE", "TEAMS", "STATE"], rows)
}

fn row(desk: &Desk, agent: &Agent) -> [String; 5] {
    let teams = agent.teams.iter().filter_map(|team| desk.team(*team));
    let teams: Vec<_> = teams.map(|team| team.name.as_str()).collect();
    let role = match agent.role {
        Role::Agent => "agent",
        Role::Supervisor => "supervisor",
        Role::Admin => "admin",
    };
    let state = match agent.presence {
        _ if agent.is_disabled() => "disabled",
        Presence::SignedOut => "signed out",
        Presence::SignedIn(_) => "signed in",
    };
    [
        agent.email.clone(),
        agent.name.clone(),
        role.to_owned(),
        teams.join(", "),
        state.to_owned(),
    ]
}
