//! Writing what keeps a command from being done twice: what callers were answered under their keys, and which forms have
//! had their effect. It is there with the effect, or neither is. A row that is there already is refused: the desk, as the
//! only writer, looks first.

use rusqlite::{Connection, params};

use super::key::Key;
use crate::{commit::Commit, error::StoreError};

pub(super) fn write_receipts(
    connection: &Connection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO receipt (desk_id, api_key_id, key, body_hash, request_id, answer, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for row in commit.receipts {
        insert.execute(params![
            Key::of(commit.desk.0),
            Key::of(row.api_key.0),
            row.key,
            row.body_hash,
            Key::of(row.request.0),
            row.answer,
            row.at.0,
        ])?;
    }
    Ok(())
}

pub(super) fn write_presses(
    connection: &Connection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    let mut insert = connection
        .prepare_cached("INSERT INTO press (desk_id, agent_id, key, at) VALUES (?1, ?2, ?3, ?4)")?;
    for row in commit.presses {
        insert.execute(params![
            Key::of(commit.desk.0),
            Key::of(row.agent.0),
            row.key,
            row.at.0,
        ])?;
    }
    Ok(())
}
