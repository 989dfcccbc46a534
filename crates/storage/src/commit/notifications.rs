//! The trace: what was decided about whom, what their devices said, and how it ended.

use std::collections::BTreeMap;

use domain::{
    event::Event,
    notification::{Decisions, DeviceFailure, Report},
    time::Timestamp,
    trace::end_of,
};
use rusqlite::{Connection, params};

use super::batch::{Commit, number};
use crate::error::StoreError;

pub(super) fn write_notifications(
    connection: &Connection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO notification (desk_id, seq, at, request_id, offer_id, team_id, decisions)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for recorded in commit.recorded {
        let joined;
        let (request, offer, team, decisions) = match &recorded.event {
            Event::OfferMade {
                offer,
                request,
                team,
                decisions,
                ..
            } => (request, Some(offer), team, decisions),
            Event::OfferJoined {
                offer,
                request,
                team,
                agent,
                decision,
                ..
            } => {
                joined = Decisions::for_one(*agent, *decision);
                (request, Some(offer), team, &joined)
            }
            Event::NotificationsDecided {
                request,
                team,
                decisions,
            } => (request, None, team, decisions),
            _ => continue,
        };
        insert.execute(params![
            commit.desk.to_string(),
            number(recorded.seq),
            recorded.at.0,
            request.to_string(),
            offer.map(ToString::to_string),
            team.to_string(),
            serde_json::to_string(decisions)?,
        ])?;
    }
    Ok(())
}

pub(super) fn write_deliveries(
    connection: &Connection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    let mut told: BTreeMap<_, Told> = BTreeMap::new();
    for recorded in commit.recorded {
        if let Event::NotificationReported {
            offer,
            agent,
            device,
            report,
            ..
        } = &recorded.event
        {
            told.entry((*offer, *agent, *device))
                .or_insert_with(|| Told::first(recorded.at, *report))
                .add(recorded.at, *report);
        }
    }
    // The furthest report replaces the earlier ones; a stage keeps the time of its first.
    let mut insert = connection.prepare_cached(
        "INSERT INTO delivery (desk_id, offer_id, agent_id, device_id, at, rank, report, failure,
             received_at, failed_at, in_page_at, shown_at, dismissed_at, clicked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (desk_id, offer_id, agent_id, device_id) DO UPDATE SET
             at = CASE WHEN excluded.rank > delivery.rank THEN excluded.at ELSE delivery.at END,
             report = CASE WHEN excluded.rank > delivery.rank THEN excluded.report
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
    for ((offer, agent, device), told) in told {
        let failure = told.failure.as_ref().map(serde_json::to_string);
        let [received, failed, in_page, shown, dismissed, clicked] =
            told.stages.map(|at| at.map(|at| at.0));
        insert.execute(params![
            commit.desk.to_string(),
            offer.to_string(),
            agent.to_string(),
            device.to_string(),
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
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO offer_end (desk_id, seq, at, offer_id, agent_id, how)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for recorded in commit.recorded {
        if let Some((offer, agent, end)) = end_of(&recorded.event) {
            insert.execute(params![
                commit.desk.to_string(),
                number(recorded.seq),
                recorded.at.0,
                offer.to_string(),
                agent.map(|agent| agent.to_string()),
                serde_json::to_string(&end)?,
            ])?;
        }
    }
    Ok(())
}

/// What one device said of one offer within a commit.
struct Told {
    at: Timestamp,
    furthest: Report,
    failure: Option<DeviceFailure>,
    /// By [`rank`].
    stages: [Option<Timestamp>; 6],
}

impl Told {
    fn first(at: Timestamp, report: Report) -> Self {
        Self {
            at,
            furthest: report,
            failure: None,
            stages: [None; 6],
        }
    }

    fn add(&mut self, at: Timestamp, report: Report) {
        if rank(report) > rank(self.furthest) {
            (self.at, self.furthest) = (at, report);
        }
        if let Report::Failed(failure) = report {
            self.failure.get_or_insert(failure);
        }
        let stage = usize::try_from(rank(report)).unwrap_or(0);
        self.stages[stage].get_or_insert(at);
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
