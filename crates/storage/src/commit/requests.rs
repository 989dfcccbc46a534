//! Writing the requests and offers that a commit touches.

use domain::{
    id::{DeskId, RequestId},
    offer::OfferState,
    request::State,
};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::{
    batch::{CHUNK, Commit},
    touched::Touched,
};
use crate::{contacts::email_of, error::StoreError};

pub(super) async fn write_requests(
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
                 ended_at, body, customer_phone, customer_email) ",
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
                .push_bind(body)
                .push_bind(&request.customer.phone)
                .push_bind(email_of(&request.customer));
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

pub(super) async fn write_offers(
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
