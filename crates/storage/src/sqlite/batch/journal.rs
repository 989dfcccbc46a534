//! Writing the journal.

use rusqlite::{Connection, params};

use super::key::{Key, number};
use crate::{commit::Commit, error::StoreError};

pub(super) fn write_journal(
    connection: &Connection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    let desk = Key::of(commit.desk.0);
    let mut insert = connection.prepare_cached(
        "INSERT INTO journal (desk_id, seq, at, actor, kind, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for recorded in commit.recorded {
        insert.execute(params![
            desk,
            number(recorded.seq),
            recorded.at.0,
            serde_json::to_string(&recorded.actor)?,
            recorded.event.kind(),
            serde_json::to_string(&recorded.event)?,
        ])?;
    }
    Ok(())
}
