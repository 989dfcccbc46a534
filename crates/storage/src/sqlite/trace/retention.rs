//! How the trace is forgotten: the oldest first, a little at a time, so that nobody waits for it.

use std::collections::BTreeSet;

use domain::{id::DeskId, time::Timestamp};
use sqlx::{QueryBuilder, Sqlite};

use super::conditions::push_list;
use crate::{error::StoreError, sqlite::open::SqliteDatabase};

/// Decisions that go together.
const DECISIONS: i64 = 100;

impl SqliteDatabase {
    /// What was decided before then, with all that devices said of it.
    pub(super) async fn forget_decided(
        &self,
        desk: DeskId,
        before: Timestamp,
    ) -> Result<(), StoreError> {
        loop {
            let decided: Vec<(i64, Option<String>)> = sqlx::query_as(
                "SELECT seq, offer_id FROM notification WHERE desk_id = $1 AND at < $2
                 ORDER BY at, seq LIMIT $3",
            )
            .bind(desk.to_string())
            .bind(before.0)
            .bind(DECISIONS)
            .fetch_all(self.state().await)
            .await?;
            if decided.is_empty() {
                return Ok(());
            }
            let offers = decided.iter().filter_map(|(_, offer)| offer.clone());
            self.forget_offers(desk, &offers.collect()).await?;
            let seqs: Vec<i64> = decided.iter().map(|(seq, _)| *seq).collect();
            self.forget_decisions(desk, &seqs).await?;
        }
    }

    async fn forget_offers(
        &self,
        desk: DeskId,
        offers: &BTreeSet<String>,
    ) -> Result<(), StoreError> {
        if offers.is_empty() {
            return Ok(());
        }
        // By device for the deliveries, of which a broadcast has many.
        self.delete_by_and_by(
            "DELETE FROM delivery WHERE (desk_id, offer_id, agent_id, device_id) IN (
                 SELECT desk_id, offer_id, agent_id, device_id FROM delivery WHERE desk_id = ",
            |delete| {
                delete.push_bind(desk.to_string());
                delete.push(" AND offer_id IN ");
                push_list(delete, offers);
            },
        )
        .await?;
        self.delete_by_and_by(
            "DELETE FROM offer_end WHERE (desk_id, seq) IN (
                 SELECT desk_id, seq FROM offer_end WHERE desk_id = ",
            |delete| {
                delete.push_bind(desk.to_string());
                delete.push(" AND offer_id IN ");
                push_list(delete, offers);
            },
        )
        .await
        .map(drop)
    }

    async fn forget_decisions(&self, desk: DeskId, seqs: &[i64]) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        let mut delete = QueryBuilder::<Sqlite>::new("DELETE FROM notification WHERE desk_id = ");
        delete.push_bind(desk.to_string());
        delete.push(" AND seq IN (");
        let mut list = delete.separated(", ");
        for seq in seqs {
            list.push_bind(*seq);
        }
        delete.push(")");
        delete.build().execute(&mut *transaction).await?;
        transaction.commit().await
    }
}
