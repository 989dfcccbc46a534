//! Writing the journal.

use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::batch::{CHUNK, Commit, number};
use crate::error::StoreError;

pub(super) async fn write_journal(
    connection: &mut SqliteConnection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    let desk = commit.desk.to_string();
    for chunk in commit.recorded.chunks(CHUNK) {
        let mut rows = Vec::with_capacity(chunk.len());
        for recorded in chunk {
            rows.push((
                recorded,
                serde_json::to_string(&recorded.actor)?,
                serde_json::to_string(&recorded.event)?,
            ));
        }
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT INTO journal (desk_id, seq, at, actor, kind, body) ",
        );
        insert.push_values(rows, |mut row, (recorded, actor, body)| {
            row.push_bind(desk.clone())
                .push_bind(number(recorded.seq))
                .push_bind(recorded.at.0)
                .push_bind(actor)
                .push_bind(recorded.event.kind())
                .push_bind(body);
        });
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}
