//! Reading a desk back: from its state tables, and what its journal has beyond.

use async_trait::async_trait;
use domain::{
    agent::Agent,
    desk::{Contents, Desk, Profile},
    id::{AgentId, DeskId, DeviceId, OfferId, RequestId},
    notification::Report,
    offer::Offer,
    request::Request,
    team::Team,
};
use serde::de::DeserializeOwned;
use sqlx::{Row, SqliteConnection};

use super::{batch::write_rows, journal::after, open::SqliteDatabase, writer::Share};
use crate::{
    commit::Commit,
    error::StoreError,
    rows::{Rows, Touched},
    state::State,
};

/// Offers that have ended are read only for the devices that may still report on them: the last ones.
const ENDED_OFFERS: u32 = 1_000;

#[async_trait]
impl State for SqliteDatabase {
    async fn desks(&self) -> Result<Vec<DeskId>, StoreError> {
        let ids: Vec<String> = sqlx::query_scalar("SELECT id FROM desk ORDER BY id")
            .fetch_all(self.reader())
            .await?;
        ids.iter().map(|id| Ok(id.parse()?)).collect()
    }

    async fn load(&self, id: DeskId) -> Result<Desk, StoreError> {
        let desk = id.to_string();
        let mut held = self.writer().hold().await;
        // One transaction, so that what is read belongs together.
        let mut snapshot = self.begin_read().await?;
        let row = sqlx::query("SELECT name, country, seq FROM desk WHERE id = $1")
            .bind(&desk)
            .fetch_one(&mut *snapshot)
            .await?;
        let profile = Profile {
            name: row.get("name"),
            country: row.get("country"),
        };
        let seq = u64::try_from(row.get::<i64, _>("seq")).unwrap_or(0);
        let since = after(&mut *snapshot, id, seq, u32::MAX).await?;
        let teams: Vec<String> = sqlx::query_scalar("SELECT body FROM team WHERE desk_id = $1")
            .bind(&desk)
            .fetch_all(&mut *snapshot)
            .await?;
        let agents: Vec<String> = sqlx::query_scalar("SELECT body FROM agent WHERE desk_id = $1")
            .bind(&desk)
            .fetch_all(&mut *snapshot)
            .await?;
        let mut requests: Vec<String> =
            sqlx::query_scalar("SELECT body FROM request WHERE desk_id = $1 AND ended_at IS NULL")
                .bind(&desk)
                .fetch_all(&mut *snapshot)
                .await?;
        // What was entered of one that had ended before changes it all the same.
        for request in Touched::by(&since, &Desk::default()).requests {
            let ended: Option<String> = sqlx::query_scalar(
                "SELECT body FROM request
                 WHERE desk_id = $1 AND id = $2 AND ended_at IS NOT NULL",
            )
            .bind(&desk)
            .bind(request.to_string())
            .fetch_optional(&mut *snapshot)
            .await?;
            requests.extend(ended);
        }
        let mut offers: Vec<String> = sqlx::query_scalar(
            "SELECT offer.body FROM offer
             JOIN request ON request.desk_id = offer.desk_id AND request.id = offer.request_id
             WHERE offer.desk_id = $1 AND request.ended_at IS NULL
                 AND offer.state IN ('pending', 'accepted')",
        )
        .bind(&desk)
        .fetch_all(&mut *snapshot)
        .await?;
        let ended: Vec<String> = sqlx::query_scalar(
            "SELECT offer.body FROM offer
             JOIN request ON request.desk_id = offer.desk_id AND request.id = offer.request_id
             WHERE offer.desk_id = $1 AND request.ended_at IS NULL
                 AND offer.state NOT IN ('pending', 'accepted')
             ORDER BY offer.made_at DESC, offer.id LIMIT $2",
        )
        .bind(&desk)
        .bind(ENDED_OFFERS)
        .fetch_all(&mut *snapshot)
        .await?;
        offers.extend(ended);
        let reports = reports(&mut snapshot, &desk).await?;
        let do_not_call: Vec<String> =
            sqlx::query_scalar("SELECT phone FROM do_not_call WHERE desk_id = $1")
                .bind(&desk)
                .fetch_all(&mut *snapshot)
                .await?;
        snapshot.end().await?;
        let mut loaded = Desk::from_contents(Contents {
            do_not_call,
            seq,
            profile,
            teams: parse_all::<Team>(&teams)?,
            agents: parse_all::<Agent>(&agents)?,
            requests: parse_all::<Request>(&requests)?,
            offers: parse_all::<Offer>(&offers)?,
            reports,
        });
        for recorded in &since {
            loaded.apply(recorded);
        }
        if !since.is_empty() {
            let rows = Rows::of(&Commit {
                desk: id,
                recorded: &since,
                after: &loaded,
                receipts: &[],
                presses: &[],
            })?;
            held.found(id, rows, since.len());
        }
        Ok(loaded)
    }

    async fn request(&self, desk: DeskId, id: RequestId) -> Result<Option<Request>, StoreError> {
        if self.behind() > 0
            && let Some(body) = self.writer().hold().await.behind().request(desk, id)
        {
            return Ok(Some(serde_json::from_str(body)?));
        }
        let body: Option<String> =
            sqlx::query_scalar("SELECT body FROM request WHERE desk_id = $1 AND id = $2")
                .bind(desk.to_string())
                .bind(id.to_string())
                .fetch_optional(self.reader())
                .await?;
        body.map(|body| Ok(serde_json::from_str(&body)?))
            .transpose()
    }

    fn behind(&self) -> usize {
        self.writer().behind()
    }

    async fn settle(&self) -> Result<(), StoreError> {
        self.writer().settle(Share::All).await
    }

    async fn settle_some(&self) -> Result<(), StoreError> {
        self.writer().settle(Share::Portion).await
    }

    async fn rewrite_state(&self, commit: &Commit<'_>) -> Result<(), StoreError> {
        let rows = Rows::of(commit)?;
        let written = self.writer().write(|connection| {
            // Passwords and sessions refer to agents, who are back before the transaction ends.
            connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
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
                let delete = format!("DELETE FROM {table} WHERE desk_id = ?1");
                connection.execute(&delete, [commit.desk.to_string()])?;
            }
            write_rows(connection, commit.desk, &rows)
        });
        written.await
    }
}

/// What devices said of the offers that ring or were accepted. Of the others the trace has it.
async fn reports(
    snapshot: &mut SqliteConnection,
    desk: &str,
) -> Result<Vec<(OfferId, AgentId, DeviceId, Report)>, StoreError> {
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "SELECT delivery.offer_id, delivery.agent_id, delivery.device_id, delivery.report
         FROM request
         JOIN offer ON offer.desk_id = request.desk_id AND offer.request_id = request.id
         JOIN delivery ON delivery.desk_id = offer.desk_id AND delivery.offer_id = offer.id
         WHERE request.desk_id = $1 AND request.ended_at IS NULL
             AND offer.state IN ('pending', 'accepted')",
    )
    .bind(desk)
    .fetch_all(snapshot)
    .await?;
    rows.into_iter()
        .map(|(offer, agent, device, report)| {
            Ok((
                offer.parse()?,
                agent.parse()?,
                device.parse()?,
                serde_json::from_str(&report)?,
            ))
        })
        .collect()
}

fn parse_all<T: DeserializeOwned>(bodies: &[String]) -> Result<Vec<T>, StoreError> {
    bodies
        .iter()
        .map(|body| Ok(serde_json::from_str(body)?))
        .collect()
}
