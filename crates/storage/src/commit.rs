//! Writing what happened: journal and state tables in one transaction, one `fsync` for the batch.

mod notifications;

use domain::{
    desk::Desk,
    event::{Event, Recorded},
    id::{DeskId, RequestId},
    offer::OfferState,
    request::State,
};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use self::notifications::{write_deliveries, write_notifications, write_offer_ends};
use crate::{
    error::StoreError,
    open::Store,
    presses::{PressRow, insert_press},
    receipts::{ReceiptRow, insert_receipt},
    rows::Touched,
};

/// Rows a statement. Well below the database's limit of bound values for the widest table.
const CHUNK: usize = 500;

/// The events of any number of commands, and the desk as it stands after them.
#[derive(Debug)]
pub struct Commit<'batch> {
    pub desk: DeskId,
    pub recorded: &'batch [Recorded],
    pub after: &'batch Desk,
    pub receipts: &'batch [ReceiptRow],
    pub presses: &'batch [PressRow],
}

impl Store {
    /// When this returns `Ok`, everything is on the disk; otherwise nothing has changed.
    ///
    /// # Errors
    /// The database refused or did not answer.
    pub async fn commit(&self, commit: &Commit<'_>) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        write(&mut transaction, commit).await?;
        transaction.commit().await?;
        self.journal_grew(commit.recorded.len());
        Ok(())
    }

    /// Writes the state tables again from a desk and the journal that made it. For the test that
    /// compares what is stored with what the journal says.
    ///
    /// # Errors
    /// The database refused or did not answer.
    pub async fn rewrite_state(&self, commit: &Commit<'_>) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        // Passwords and sessions refer to agents, who are back before the transaction ends.
        sqlx::query("PRAGMA defer_foreign_keys = ON")
            .execute(&mut *transaction)
            .await?;
        for table in [
            "delivery",
            "offer_end",
            "notification",
            "offer",
            "request",
            "agent",
            "team",
            "do_not_call",
        ] {
            let mut delete = QueryBuilder::<Sqlite>::new("DELETE FROM ");
            delete.push(table).push(" WHERE desk_id = ");
            delete.push_bind(commit.desk.to_string());
            delete.build().execute(&mut *transaction).await?;
        }
        write_state(&mut transaction, commit).await?;
        transaction.commit().await
    }
}

async fn write(connection: &mut SqliteConnection, commit: &Commit<'_>) -> Result<(), StoreError> {
    write_desk(connection, commit).await?;
    write_journal(connection, commit).await?;
    write_state(connection, commit).await?;
    for receipt in commit.receipts {
        insert_receipt(connection, commit.desk, receipt).await?;
    }
    for press in commit.presses {
        insert_press(connection, commit.desk, press).await?;
    }
    Ok(())
}

async fn write_desk(
    connection: &mut SqliteConnection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    let profile = commit.after.profile();
    sqlx::query(
        "INSERT INTO desk (id, name, country, seq) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, country = excluded.country,
             seq = excluded.seq",
    )
    .bind(commit.desk.to_string())
    .bind(&profile.name)
    .bind(&profile.country)
    .bind(number(commit.after.seq()))
    .execute(connection)
    .await?;
    Ok(())
}

async fn write_journal(
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

async fn write_state(
    connection: &mut SqliteConnection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    let touched = Touched::by(commit.recorded, commit.after);
    write_teams(connection, commit, &touched).await?;
    write_agents(connection, commit, &touched).await?;
    write_requests(connection, commit, &touched).await?;
    write_offers(connection, commit, &touched).await?;
    write_notifications(connection, commit).await?;
    write_deliveries(connection, commit).await?;
    write_offer_ends(connection, commit).await?;
    write_do_not_call(connection, commit).await
}

async fn write_do_not_call(
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

async fn write_teams(
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

async fn write_agents(
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

async fn write_requests(
    connection: &mut SqliteConnection,
    commit: &Commit<'_>,
    touched: &Touched,
) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(touched.requests.len());
    for request in touched
        .requests
        .iter()
        .filter_map(|id| commit.after.request(*id))
    {
        let live_session = matches!(
            request.state,
            State::Connecting { .. } | State::InSession { .. }
        );
        rows.push((live_session, request, serde_json::to_string(request)?));
    }
    // The unique index looks at each row as it is written: an agent's old session must end before
    // their new one begins.
    rows.sort_by_key(|(live_session, ..)| *live_session);
    let live = rows.partition_point(|(live_session, ..)| !live_session);
    let live: Vec<_> = rows[live..]
        .iter()
        .map(|(_, request, _)| request.id)
        .collect();
    if live.len() > 1 {
        lay_down_sessions(connection, commit.desk, &live).await?;
    }
    for chunk in rows.chunks(CHUNK) {
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT INTO request (desk_id, id, team_id, kind, channel, state, agent_id, created_at,
                 ended_at, body) ",
        );
        insert.push_values(chunk, |mut row, (_, request, body)| {
            row.push_bind(commit.desk.to_string())
                .push_bind(request.id.to_string())
                .push_bind(request.team.to_string())
                .push_bind(request.kind.as_str())
                .push_bind(request.channel.as_str())
                .push_bind(request.state.name())
                .push_bind(request.agent().map(|agent| agent.to_string()))
                .push_bind(request.created_at.0)
                .push_bind(request.ended_at().map(|at| at.0))
                .push_bind(body);
        });
        insert.push(
            " ON CONFLICT (desk_id, id) DO UPDATE SET state = excluded.state,
                 agent_id = excluded.agent_id, ended_at = excluded.ended_at, body = excluded.body",
        );
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}

/// Two agents who swapped customers within a batch would each hold two for a moment, whichever row
/// is written first. So nobody holds any of these until their rows are written.
async fn lay_down_sessions(
    connection: &mut SqliteConnection,
    desk: DeskId,
    requests: &[RequestId],
) -> Result<(), StoreError> {
    for chunk in requests.chunks(CHUNK) {
        let mut update =
            QueryBuilder::<Sqlite>::new("UPDATE request SET agent_id = NULL WHERE desk_id = ");
        update.push_bind(desk.to_string());
        update.push(" AND id IN (");
        let mut list = update.separated(", ");
        for request in chunk {
            list.push_bind(request.to_string());
        }
        update.push(")");
        update.build().execute(&mut *connection).await?;
    }
    Ok(())
}

async fn write_offers(
    connection: &mut SqliteConnection,
    commit: &Commit<'_>,
    touched: &Touched,
) -> Result<(), StoreError> {
    let mut rows = Vec::with_capacity(touched.offers.len());
    for offer in touched
        .offers
        .iter()
        .filter_map(|id| commit.after.offer(*id))
    {
        let accepted = matches!(offer.state, OfferState::Accepted(_));
        rows.push((accepted, offer, serde_json::to_string(offer)?));
    }
    // As with requests: an acceptance that was given back ends before the next one begins.
    rows.sort_by_key(|(accepted, ..)| *accepted);
    for chunk in rows.chunks(CHUNK) {
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT INTO offer (desk_id, id, request_id, state, made_at, body) ",
        );
        insert.push_values(chunk, |mut row, (_, offer, body)| {
            row.push_bind(commit.desk.to_string())
                .push_bind(offer.id.to_string())
                .push_bind(offer.request.to_string())
                .push_bind(offer.state.name())
                .push_bind(offer.made_at.0)
                .push_bind(body);
        });
        insert.push(
            " ON CONFLICT (desk_id, id) DO UPDATE SET state = excluded.state,
                 made_at = excluded.made_at, body = excluded.body",
        );
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}

fn number(seq: u64) -> i64 {
    i64::try_from(seq)
        .expect("a journal of 2^63 events would take longer than the universe has had")
}
