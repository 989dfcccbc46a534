//! Writing the requests and offers that a commit touches.

use domain::{
    id::{DeskId, RequestId},
    offer::OfferState,
    request::State,
};
use rusqlite::{Connection, params};

use super::{batch::Commit, touched::Touched};
use crate::{contacts::email_of, error::StoreError};

pub(super) fn write_requests(
    connection: &Connection,
    commit: &Commit<'_>,
    touched: &Touched,
) -> Result<(), StoreError> {
    let mut rows: Vec<_> = touched
        .requests
        .iter()
        .filter_map(|id| commit.after.request(*id))
        .map(|request| {
            let live_session = matches!(
                request.state,
                State::Connecting { .. } | State::InSession { .. }
            );
            (live_session, request)
        })
        .collect();
    // The unique index looks at each row as it is written: an agent's old session must end before
    // their new one begins.
    rows.sort_by_key(|(live_session, _)| *live_session);
    let live = rows.partition_point(|(live_session, _)| !live_session);
    if rows.len() > live + 1 {
        let live = rows[live..].iter().map(|(_, request)| request.id);
        lay_down_sessions(connection, commit.desk, live)?;
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO request (desk_id, id, team_id, kind, channel, state, agent_id, created_at,
             ended_at, body, customer_phone, customer_email)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (desk_id, id) DO UPDATE SET state = excluded.state,
             agent_id = excluded.agent_id, ended_at = excluded.ended_at, body = excluded.body",
    )?;
    for (_, request) in rows {
        insert.execute(params![
            commit.desk.to_string(),
            request.id.to_string(),
            request.team.to_string(),
            request.kind.as_str(),
            request.channel.as_str(),
            request.state.name(),
            request.agent().map(|agent| agent.to_string()),
            request.created_at.0,
            request.ended_at().map(|at| at.0),
            serde_json::to_string(request)?,
            request.customer.phone,
            email_of(&request.customer),
        ])?;
    }
    Ok(())
}

/// Two agents who swapped customers within a batch would each hold two for a moment, whichever row
/// is written first. So nobody holds any of these until their rows are written.
fn lay_down_sessions(
    connection: &Connection,
    desk: DeskId,
    requests: impl Iterator<Item = RequestId>,
) -> Result<(), StoreError> {
    let mut update = connection
        .prepare_cached("UPDATE request SET agent_id = NULL WHERE desk_id = ?1 AND id = ?2")?;
    for request in requests {
        update.execute([desk.to_string(), request.to_string()])?;
    }
    Ok(())
}

pub(super) fn write_offers(
    connection: &Connection,
    commit: &Commit<'_>,
    touched: &Touched,
) -> Result<(), StoreError> {
    let mut offers: Vec<_> = touched
        .offers
        .iter()
        .filter_map(|id| commit.after.offer(*id))
        .collect();
    // As with requests: an acceptance that was given back ends before the next one begins.
    offers.sort_by_key(|offer| matches!(offer.state, OfferState::Accepted(_)));
    let mut insert = connection.prepare_cached(
        "INSERT INTO offer (desk_id, id, request_id, state, made_at, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (desk_id, id) DO UPDATE SET state = excluded.state,
             made_at = excluded.made_at, body = excluded.body",
    )?;
    for offer in offers {
        insert.execute(params![
            commit.desk.to_string(),
            offer.id.to_string(),
            offer.request.to_string(),
            offer.state.name(),
            offer.made_at.0,
            serde_json::to_string(offer)?,
        ])?;
    }
    Ok(())
}
