//! Writing teams, agents and the do-not-call list.

use std::collections::BTreeMap;

use domain::id::{AgentId, TeamId};
use rusqlite::{Connection, params};

use super::key::Key;
use crate::{
    error::StoreError,
    rows::house::{AgentRow, Listed, TeamRow},
};

pub(super) fn write_teams(
    connection: &Connection,
    desk: &Key,
    rows: &BTreeMap<TeamId, TeamRow>,
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO team (desk_id, id, name, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (desk_id, id) DO UPDATE SET name = excluded.name, body = excluded.body",
    )?;
    for (id, row) in rows {
        insert.execute(params![desk, Key::of(id.0), row.name, row.body])?;
    }
    Ok(())
}

pub(super) fn write_agents(
    connection: &Connection,
    desk: &Key,
    rows: &BTreeMap<AgentId, AgentRow>,
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO agent (desk_id, id, email, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (desk_id, id) DO UPDATE SET email = excluded.email, body = excluded.body",
    )?;
    for (id, row) in rows {
        insert.execute(params![desk, Key::of(id.0), row.email, row.body])?;
    }
    Ok(())
}

pub(super) fn write_do_not_call(
    connection: &Connection,
    desk: &Key,
    numbers: &BTreeMap<String, Listed>,
) -> Result<(), StoreError> {
    for (phone, listed) in numbers {
        let statement = match listed {
            Listed::Yes => {
                "INSERT INTO do_not_call (desk_id, phone) VALUES (?1, ?2)
                 ON CONFLICT (desk_id, phone) DO NOTHING"
            }
            Listed::No => "DELETE FROM do_not_call WHERE desk_id = ?1 AND phone = ?2",
        };
        let mut statement = connection.prepare_cached(statement)?;
        statement.execute(params![desk, phone])?;
    }
    Ok(())
}
