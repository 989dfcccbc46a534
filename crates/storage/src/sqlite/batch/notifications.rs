//! The rows of the trace: what was decided about whom, what their devices said, and how it ended.

use std::collections::BTreeMap;

use domain::{
    event::{Event, Recorded},
    id::{AgentId, DeviceId, OfferId, RequestId, TeamId},
    notification::{Decisions, DeviceFailure, Report},
    time::Timestamp,
    trace::end_of,
};
use rusqlite::{Connection, params};

use super::{commit::number, key::Key};
use crate::error::StoreError;

#[derive(Debug)]
pub(super) struct NotificationRow {
    seq: u64,
    at: Timestamp,
    request: RequestId,
    offer: Option<OfferId>,
    team: TeamId,
    decisions: String,
}

#[derive(Debug)]
pub(super) struct EndRow {
    seq: u64,
    at: Timestamp,
    offer: OfferId,
    agent: Option<AgentId>,
    how: String,
}

impl NotificationRow {
    pub fn of(recorded: &Recorded) -> Result<Option<Self>, StoreError> {
        let joined;
        let (request, offer, team, decisions) = match &recorded.event {
            Event::OfferMade {
                offer,
                request,
                team,
                decisions,
                ..
            } => (request, Some(*offer), team, decisions),
            Event::OfferJoined {
                offer,
                request,
                team,
                agent,
                decision,
                ..
            } => {
                joined = Decisions::for_one(*agent, *decision);
                (request, Some(*offer), team, &joined)
            }
            Event::NotificationsDecided {
                request,
                team,
                decisions,
            } => (request, None, team, decisions),
            _ => return Ok(None),
        };
        Ok(Some(Self {
            seq: recorded.seq,
            at: recorded.at,
            request: *request,
            offer,
            team: *team,
            decisions: serde_json::to_string(decisions)?,
        }))
    }
}

impl EndRow {
    pub fn of(recorded: &Recorded) -> Result<Option<Self>, StoreError> {
        let Some((offer, agent, end)) = end_of(&recorded.event) else {
            return Ok(None);
        };
        Ok(Some(Self {
            seq: recorded.seq,
            at: recorded.at,
            offer,
            agent,
            how: serde_json::to_string(&end)?,
        }))
    }
}

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

/// What one device said of one offer.
#[derive(Debug)]
pub(super) struct Told {
    /// When it came furthest.
    at: Timestamp,
    furthest: Report,
    failure: Option<DeviceFailure>,
    /// By [`rank`].
    stages: [Option<Timestamp>; 6],
}

impl Told {
    pub fn first(at: Timestamp, report: Report) -> Self {
        let mut stages = [None; 6];
        stages[usize::try_from(rank(report)).unwrap_or(0)] = Some(at);
        Self {
            at,
            furthest: report,
            failure: match report {
                Report::Failed(failure) => Some(failure),
                _ => None,
            },
            stages,
        }
    }

    /// What it said later.
    pub fn add(&mut self, later: &Self) {
        if rank(later.furthest) > rank(self.furthest) {
            self.at = later.at;
        }
        // Of two failures the desk knows the later.
        if rank(later.furthest) >= rank(self.furthest) {
            self.furthest = later.furthest;
        }
        self.failure = self.failure.or(later.failure);
        for (known, later) in self.stages.iter_mut().zip(later.stages) {
            *known = known.or(later);
        }
    }
}

/// The order of reports, for the database to compare, and that of the columns with their times.
fn rank(report: Report) -> i64 {
    match report {
        Report::Received => 0,
        Report::Failed(_) => 1,
        Report::InPage => 2,
        Report::Shown => 3,
        Report::Dismissed => 4,
        Report::Clicked => 5,
    }
}
