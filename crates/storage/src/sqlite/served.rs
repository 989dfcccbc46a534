//! Whom an agent has had.

use domain::{
    id::{AgentId, DeskId},
    request::Channel,
    time::Timestamp,
};

use super::open::Store;
use crate::error::StoreError;

const SERVED: &str = "SELECT channel, COUNT(*), MAX(ended_at) FROM request
     WHERE desk_id = $1 AND agent_id = $2 AND ended_at >= $3 GROUP BY channel";

/// How many customers of one channel an agent has had, and when the last of them left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    pub channel: Channel,
    pub customers: u32,
    pub last: Timestamp,
}

impl Store {
    /// Whom this agent has had who left since then.
    pub async fn served(
        &self,
        desk: DeskId,
        agent: AgentId,
        since: Timestamp,
    ) -> Result<Vec<Served>, StoreError> {
        let rows: Vec<(String, u32, i64)> = sqlx::query_as(SERVED)
            .bind(desk.to_string())
            .bind(agent.to_string())
            .bind(since.0)
            .fetch_all(self.state().await)
            .await?;
        rows.into_iter()
            .map(|(channel, customers, last)| {
                Ok(Served {
                    channel: serde_json::from_value(channel.into())?,
                    customers,
                    last: Timestamp(last),
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Row;

    use super::*;

    #[tokio::test]
    async fn the_customers_of_others_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("deskbell.db"), "first").await;
        let store = store.unwrap();
        let plan = sqlx::query(sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {SERVED}")))
            .bind("desk")
            .bind("agent")
            .bind(0)
            .fetch_all(store.reader())
            .await
            .unwrap();
        let steps: Vec<String> = plan.iter().map(|step| step.get("detail")).collect();
        let by = "request_of_agent (desk_id=? AND agent_id=? AND ended_at>?)";
        assert!(steps[0].ends_with(by), "{steps:?}");
    }
}
