//! What an operator does from the command line: one function a command. The same functions serve the
//! control socket of a running server, a command that opens the database itself, and the demo.

pub mod agents;
pub mod desks;
pub mod error;
pub mod hours;
pub mod keys;
mod push_keys;
mod read;
pub mod rule;
mod table;
pub mod task;
pub mod teams;

use self::{agents::NewAgent, desks::choose, error::AdminError, task::Task};
use crate::{
    api::key::ApiKey,
    state::{AppState, Shared},
};

/// Does one task and says what was done.
pub async fn perform(state: &AppState, task: Task) -> Result<String, AdminError> {
    let Shared {
        engine, auth, push, ..
    } = &**state;
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
        Task::AddDesk { name, country } => desks::add(engine, &name, &country).await,
        Task::AddTeam {
            desk,
            name,
            rule,
            scope,
        } => teams::add(&choose(engine, desk)?, &name, rule.with(scope)).await,
        Task::SetRule {
            desk,
            team,
            rule,
            scope,
            timing,
        } => teams::set_rule(&choose(engine, desk)?, &team, rule, scope, timing).await,
        Task::SetHours { desk, team, hours } => {
            teams::set_hours(&choose(engine, desk)?, &team, hours).await
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
            agents::add(engine, auth.hasher(), &desk, new, password).await
        }
        Task::AddKey { desk, name, rate } => {
            let desk = choose(engine, desk)?;
            let key = ApiKey::from_entropy(engine::ids::token());
            keys::add(engine, &desk, &name, rate.as_deref(), &key).await?;
            Ok(key.reveal().to_owned())
        }
        Task::RotatePushKeys => push_keys::rotate(engine, push).await,
    }
}
