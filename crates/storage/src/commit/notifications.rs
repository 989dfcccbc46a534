//! The trace: what was decided about whom, and what their devices said.

use std::collections::BTreeMap;

use domain::{
    event::Event,
    notification::{Decisions, Report},
    time::Timestamp,
};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::{CHUNK, Commit, number};
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
    let mut furthest: BTreeMap<_, (Timestamp, Report)> = BTreeMap::new();
    for recorded in commit.recorded {
        if let Event::NotificationReported {
            offer,
            agent,
            device,
            report,
            ..
        } = &recorded.event
        {
            let known = furthest
                .entry((*offer, *agent, *device))
                .or_insert((recorded.at, *report));
            if rank(*report) > rank(known.1) {
                *known = (recorded.at, *report);
            }
        }
    }
    let rows: Vec<_> = furthest.into_iter().collect();
    for chunk in rows.chunks(CHUNK) {
        let mut texts = Vec::with_capacity(chunk.len());
        for (about, (at, report)) in chunk {
            texts.push((about, at, rank(*report), serde_json::to_string(report)?));
        }
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT INTO delivery (desk_id, offer_id, agent_id, device_id, at, rank, report) ",
        );
        insert.push_values(
            texts,
            |mut row, ((offer, agent, device), at, rank, report)| {
                row.push_bind(commit.desk.to_string())
                    .push_bind(offer.to_string())
                    .push_bind(agent.to_string())
                    .push_bind(device.to_string())
                    .push_bind(at.0)
                    .push_bind(rank)
                    .push_bind(report);
            },
        );
        insert.push(
            " ON CONFLICT (desk_id, offer_id, agent_id, device_id) DO UPDATE SET
                 at = excluded.at, rank = excluded.rank, report = excluded.report
             WHERE excluded.rank > delivery.rank",
        );
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}

/// The order of reports, for the database to compare.
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
