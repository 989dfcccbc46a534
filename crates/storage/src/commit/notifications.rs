//! The trace: what was decided about whom, what their devices said, and how it ended.

use std::collections::BTreeMap;

use domain::{
    event::Event,
    notification::{Decisions, DeviceFailure, Report},
    time::Timestamp,
    trace::end_of,
};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::batch::{CHUNK, Commit, number};
use crate::error::StoreError;

pub(super) async fn write_notifications(
    connection: &mut SqliteConnection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for recorded in commit.recorded {
        let (request, offer, team, decisions) = match &recorded.event {
            Event::OfferMade {
                offer,
                request,
                team,
                decisions,
                ..
            } => (request, Some(offer), team, decisions.clone()),
            Event::OfferJoined {
                offer,
                request,
                team,
                agent,
                decision,
                ..
            } => (
                request,
                Some(offer),
                team,
                Decisions::for_one(*agent, *decision),
            ),
            Event::NotificationsDecided {
                request,
                team,
                decisions,
            } => (request, None, team, decisions.clone()),
            _ => continue,
        };
        rows.push((
            recorded,
            request.to_string(),
            offer.map(ToString::to_string),
            team.to_string(),
            serde_json::to_string(&decisions)?,
        ));
    }
    for chunk in rows.chunks(CHUNK) {
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT INTO notification (desk_id, seq, at, request_id, offer_id, team_id, decisions) ",
        );
        insert.push_values(
            chunk,
            |mut row, (recorded, request, offer, team, decisions)| {
                row.push_bind(commit.desk.to_string())
                    .push_bind(number(recorded.seq))
                    .push_bind(recorded.at.0)
                    .push_bind(request)
                    .push_bind(offer)
                    .push_bind(team)
                    .push_bind(decisions);
            },
        );
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}

pub(super) async fn write_deliveries(
    connection: &mut SqliteConnection,
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
    let rows: Vec<_> = told.into_iter().collect();
    for chunk in rows.chunks(CHUNK) {
        let mut texts = Vec::with_capacity(chunk.len());
        for (about, told) in chunk {
            let failure = told.failure.as_ref().map(serde_json::to_string);
            let report = serde_json::to_string(&told.furthest)?;
            texts.push((about, told, report, failure.transpose()?));
        }
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT INTO delivery (desk_id, offer_id, agent_id, device_id, at, rank, report, failure,
                 received_at, failed_at, in_page_at, shown_at, dismissed_at, clicked_at) ",
        );
        insert.push_values(
            texts,
            |mut row, ((offer, agent, device), told, report, failure)| {
                row.push_bind(commit.desk.to_string())
                    .push_bind(offer.to_string())
                    .push_bind(agent.to_string())
                    .push_bind(device.to_string())
                    .push_bind(told.at.0)
                    .push_bind(rank(told.furthest))
                    .push_bind(report)
                    .push_bind(failure);
                for at in told.stages {
                    row.push_bind(at.map(|at| at.0));
                }
            },
        );
        // The furthest report replaces the earlier ones; a stage keeps the time of its first.
        insert.push(
            " ON CONFLICT (desk_id, offer_id, agent_id, device_id) DO UPDATE SET
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
        );
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}

pub(super) async fn write_offer_ends(
    connection: &mut SqliteConnection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for recorded in commit.recorded {
        if let Some((offer, agent, end)) = end_of(&recorded.event) {
            rows.push((recorded, offer, agent, serde_json::to_string(&end)?));
        }
    }
    for chunk in rows.chunks(CHUNK) {
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT INTO offer_end (desk_id, seq, at, offer_id, agent_id, how) ",
        );
        insert.push_values(chunk, |mut row, (recorded, offer, agent, how)| {
            row.push_bind(commit.desk.to_string())
                .push_bind(number(recorded.seq))
                .push_bind(recorded.at.0)
                .push_bind(offer.to_string())
                .push_bind(agent.map(|agent| agent.to_string()))
                .push_bind(how);
        });
        insert.build().execute(&mut *connection).await?;
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
