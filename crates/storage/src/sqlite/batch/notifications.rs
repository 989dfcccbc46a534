//! Writing the trace: what was decided about whom, what their devices said, and how it ended.

use std::collections::BTreeMap;

use domain::id::{AgentId, DeviceId, OfferId};
use rusqlite::{Connection, params};

use super::key::{Key, number};
use crate::{
    error::StoreError,
    rows::notifications::{EndRow, NotificationRow, Told, rank},
};

pub(super) fn write_notifications(
    connection: &Connection,
    desk: &Key,
    rows: &[NotificationRow],
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO notification (desk_id, seq, at, request_id, offer_id, team_id, decisions)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (desk_id, seq) DO NOTHING",
    )?;
    for row in rows {
        insert.execute(params![
            desk,
            number(row.seq),
            row.at.0,
            Key::of(row.request.0),
            row.offer.map(|offer| Key::of(offer.0)),
            Key::of(row.team.0),
            row.decisions,
        ])?;
    }
    Ok(())
}

pub(super) fn write_deliveries(
    connection: &Connection,
    desk: &Key,
    rows: &BTreeMap<(OfferId, AgentId, DeviceId), Told>,
) -> Result<(), StoreError> {
    // The furthest report replaces the earlier ones; a stage keeps the time of its first.
    let mut insert = connection.prepare_cached(
        "INSERT INTO delivery (desk_id, offer_id, agent_id, device_id, at, rank, report, failure,
             received_at, failed_at, in_page_at, shown_at, dismissed_at, clicked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (desk_id, offer_id, agent_id, device_id) DO UPDATE SET
             at = CASE WHEN excluded.rank > delivery.rank THEN excluded.at ELSE delivery.at END,
             report = CASE WHEN excluded.rank >= delivery.rank THEN excluded.report
                 ELSE delivery.report END,
             rank = CASE WHEN excluded.rank > delivery.rank THEN excluded.rank
                 ELSE delivery.rank END,
             failure = COALESCE(delivery.failure, excluded.failure),
             received_at = COALESCE(delivery.received_at, excluded.received_at),
             failed_at = COALESCE(delivery.failed_at, excluded.failed_at),
             in_page_at = COALESCE(delivery.in_page_at, excluded.in_page_at),
             shown_at = COALESCE(delivery.shown_at, excluded.shown_at),
             dismissed_at = COALESCE(delivery.dismissed_at, excluded.dismissed_at),
             clicked_at = COALESCE(delivery.clicked_at, excluded.clicked_at)",
    )?;
    for ((offer, agent, device), told) in rows {
        let failure = told.failure.as_ref().map(serde_json::to_string);
        let [received, failed, in_page, shown, dismissed, clicked] =
            told.stages.map(|at| at.map(|at| at.0));
        insert.execute(params![
            desk,
            Key::of(offer.0),
            Key::of(agent.0),
            Key::of(device.0),
            told.at.0,
            rank(told.furthest),
            serde_json::to_string(&told.furthest)?,
            failure.transpose()?,
            received,
            failed,
            in_page,
            shown,
            dismissed,
            clicked,
        ])?;
    }
    Ok(())
}

pub(super) fn write_offer_ends(
    connection: &Connection,
    desk: &Key,
    rows: &[EndRow],
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO offer_end (desk_id, seq, at, offer_id, agent_id, how)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (desk_id, seq) DO NOTHING",
    )?;
    for row in rows {
        insert.execute(params![
            desk,
            number(row.seq),
            row.at.0,
            Key::of(row.offer.0),
            row.agent.map(|agent| Key::of(agent.0)),
            row.how,
        ])?;
    }
    Ok(())
}
