//! Which forms of agents have had their effect, so that one that is sent again has it once.

use super::open::Store;
use crate::error::StoreError;
use domain::{
    id::{AgentId, DeskId},
    time::Timestamp,
};

/// Rows that one transaction deletes: nobody waits long for it.
const ROWS: u32 = 1_000;

impl Store {
    /// Whether this press has had its effect.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn is_pressed(
        &self,
        desk: DeskId,
        agent: AgentId,
        key: &str,
    ) -> Result<bool, StoreError> {
        let found: Option<(i64,)> = sqlx::query_as(
            "SELECT at FROM press WHERE desk_id = $1 AND agent_id = $2 AND key = $3",
        )
        .bind(desk.to_string())
        .bind(agent.to_string())
        .bind(key)
        .fetch_optional(self.reader())
        .await?;
        Ok(found.is_some())
    }

    /// Forgets the presses from before this moment, a few at a time.
    ///
    /// # Errors
    /// The database refused or did not answer.
    pub async fn forget_presses(&self, before: Timestamp) -> Result<(), StoreError> {
        loop {
            let mut tx = self.begin_write().await?;
            let forgotten = sqlx::query(
                "DELETE FROM press WHERE (desk_id, agent_id, key) IN (
                     SELECT desk_id, agent_id, key FROM press WHERE at < $1 LIMIT $2)",
            )
            .bind(before.0)
            .bind(ROWS)
            .execute(&mut *tx)
            .await?
            .rows_affected();
            tx.commit().await?;
            if forgotten < u64::from(ROWS) {
                return Ok(());
            }
        }
    }
}
