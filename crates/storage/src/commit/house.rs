//! Writing the teams and agents that a commit touches, and the do-not-call list.

use domain::event::Event;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::{
    batch::{CHUNK, Commit},
    touched::Touched,
};
use crate::error::StoreError;

pub(super) async fn write_teams(
    connection: &mut SqliteConnection,
    commit: &Commit<'_>,
    touched: &Touched,
) -> Result<(), StoreError> {
    for team in touched.teams.iter().filter_map(|id| commit.after.team(*id)) {
        sqlx::query(
            "INSERT INTO team (desk_id, id, name, body) VALUES ($1, $2, $3, $4)
             ON CONFLICT (desk_id, id) DO UPDATE SET name = excluded.name, body = excluded.body",
        )
        .bind(commit.desk.to_string())
        .bind(team.id.to_string())
        .bind(&team.name)
        .bind(serde_json::to_string(team)?)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

pub(super) async fn write_agents(
    connection: &mut SqliteConnection,
    commit: &Commit<'_>,
    touched: &Touched,
) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(touched.agents.len());
    for agent in touched
        .agents
        .iter()
        .filter_map(|id| commit.after.agent(*id))
    {
        rows.push((agent, serde_json::to_string(agent)?));
    }
    for chunk in rows.chunks(CHUNK) {
        let mut insert =
            QueryBuilder::<Sqlite>::new("INSERT INTO agent (desk_id, id, email, body) ");
        insert.push_values(chunk, |mut row, (agent, body)| {
            row.push_bind(commit.desk.to_string())
                .push_bind(agent.id.to_string())
                .push_bind(&agent.email)
                .push_bind(body);
        });
        insert.push(
            " ON CONFLICT (desk_id, id) DO UPDATE SET email = excluded.email, body = excluded.body",
        );
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}

pub(super) async fn write_do_not_call(
    connection: &mut SqliteConnection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    for recorded in commit.recorded {
        let (phone, statement) = match &recorded.event {
            Event::CallsForbidden { phone } => (
                phone,
                "INSERT INTO do_not_call (desk_id, phone) VALUES ($1, $2)
                 ON CONFLICT (desk_id, phone) DO NOTHING",
            ),
            Event::CallsAllowed { phone } => (
                phone,
                "DELETE FROM do_not_call WHERE desk_id = $1 AND phone = $2",
            ),
            _ => continue,
        };
        sqlx::query(statement)
            .bind(commit.desk.to_string())
            .bind(phone)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
