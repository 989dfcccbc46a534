//! Writing requests and offers.

use std::collections::BTreeMap;

use domain::id::{OfferId, RequestId};
use rusqlite::{Connection, params};

use super::key::Key;
use crate::{
    error::StoreError,
    rows::requests::{OfferRow, RequestRow},
};

pub(super) fn write_requests(
    connection: &Connection,
    desk: &Key,
    rows: &BTreeMap<RequestId, RequestRow>,
) -> Result<(), StoreError> {
    let (live, others): (Vec<_>, Vec<_>) = rows.iter().partition(|(_, row)| row.is_live);
    if live.len() > 1 {
        lay_down_sessions(connection, desk, live.iter().map(|(id, _)| **id))?;
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO request (desk_id, id, team_id, kind, channel, state, agent_id, created_at,
             ended_at, body, customer_phone, customer_email)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (desk_id, id) DO UPDATE SET state = excluded.state,
             agent_id = excluded.agent_id, ended_at = excluded.ended_at, body = excluded.body",
    )?;
    // The unique index looks at each row as it is written: an agent's old session must end before
    // their new one begins.
    for (id, row) in others.into_iter().chain(live) {
        insert.execute(params![
            desk,
            Key::of(id.0),
            Key::of(row.team.0),
            row.kind.as_str(),
            row.channel.as_str(),
            row.state,
            row.agent.map(|agent| Key::of(agent.0)),
            row.created_at.0,
            row.ended_at.map(|at| at.0),
            row.body,
            row.phone,
            row.email,
        ])?;
    }
    Ok(())
}

/// Two agents who swapped customers meanwhile would each hold two for a moment, whichever row
/// is written first. So nobody holds any of these until their rows are written.
fn lay_down_sessions(
    connection: &Connection,
    desk: &Key,
    requests: impl Iterator<Item = RequestId>,
) -> Result<(), StoreError> {
    let mut update = connection
        .prepare_cached("UPDATE request SET agent_id = NULL WHERE desk_id = ?1 AND id = ?2")?;
    for request in requests {
        update.execute(params![desk, Key::of(request.0)])?;
    }
    Ok(())
}

pub(super) fn write_offers(
    connection: &Connection,
    desk: &Key,
    rows: &BTreeMap<OfferId, OfferRow>,
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO offer (desk_id, id, request_id, state, made_at, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (desk_id, id) DO UPDATE SET state = excluded.state,
             made_at = excluded.made_at, body = excluded.body",
    )?;
    // As with requests: an acceptance that was given back ends before the next one begins.
    let (accepted, others): (Vec<_>, Vec<_>) = rows.iter().partition(|(_, row)| row.is_accepted);
    for (id, row) in others.into_iter().chain(accepted) {
        insert.execute(params![
            desk,
            Key::of(id.0),
            Key::of(row.request.0),
            row.state,
            row.made_at.0,
            row.body,
        ])?;
    }
    Ok(())
}
