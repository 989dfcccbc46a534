//! Writing the teams and agents that a commit touches, and the do-not-call list.

use domain::event::Event;
use rusqlite::{Connection, params};

use super::{batch::Commit, touched::Touched};
use crate::error::StoreError;

pub(super) fn write_teams(
    connection: &Connection,
    commit: &Commit<'_>,
    touched: &Touched,
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO team (desk_id, id, name, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (desk_id, id) DO UPDATE SET name = excluded.name, body = excluded.body",
    )?;
    for team in touched.teams.iter().filter_map(|id| commit.after.team(*id)) {
        insert.execute(params![
            commit.desk.to_string(),
            team.id.to_string(),
            team.name,
            serde_json::to_string(team)?,
        ])?;
    }
    Ok(())
}

pub(super) fn write_agents(
    connection: &Connection,
    commit: &Commit<'_>,
    touched: &Touched,
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO agent (desk_id, id, email, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (desk_id, id) DO UPDATE SET email = excluded.email, body = excluded.body",
    )?;
    for agent in touched
        .agents
        .iter()
        .filter_map(|id| commit.after.agent(*id))
    {
        let email: &str = agent.email.as_ref();
        insert.execute(params![
            commit.desk.to_string(),
            agent.id.to_string(),
            email,
            serde_json::to_string(agent)?,
        ])?;
    }
    Ok(())
}

pub(super) fn write_do_not_call(
    connection: &Connection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    for recorded in commit.recorded {
        let (phone, statement) = match &recorded.event {
            Event::CallsForbidden { phone } => (
                phone,
                "INSERT INTO do_not_call (desk_id, phone) VALUES (?1, ?2)
                 ON CONFLICT (desk_id, phone) DO NOTHING",
            ),
            Event::CallsAllowed { phone } => (
                phone,
                "DELETE FROM do_not_call WHERE desk_id = ?1 AND phone = ?2",
            ),
            _ => continue,
        };
        let mut statement = connection.prepare_cached(statement)?;
        statement.execute(params![commit.desk.to_string(), phone])?;
    }
    Ok(())
}
