//! Requests that have ended, found by their customer and by their agent.

use std::collections::BTreeSet;

use async_trait::async_trait;
use domain::{
    customer::Customer,
    id::{AgentId, DeskId, TeamId},
    request::Request,
    time::Timestamp,
};
use sqlx::{QueryBuilder, Sqlite};

use super::open::SqliteDatabase;
use crate::{
    contacts::{Contacts, Served},
    error::StoreError,
    rows::email_of,
};

const SERVED: &str = "SELECT channel, COUNT(*), MAX(ended_at) FROM request
     WHERE desk_id = $1 AND agent_id = $2 AND ended_at >= $3 GROUP BY channel";

#[async_trait]
impl Contacts for SqliteDatabase {
    async fn contacts(
        &self,
        desk: DeskId,
        customer: &Customer,
        teams: Option<&BTreeSet<TeamId>>,
        limit: u32,
    ) -> Result<Vec<Request>, StoreError> {
        let mut query = contacts("", desk, customer, teams, limit);
        let bodies: Vec<String> = query
            .build_query_scalar()
            .fetch_all(self.state().await)
            .await?;
        bodies
            .iter()
            .map(|body| Ok(serde_json::from_str(body)?))
            .collect()
    }

    async fn served(
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

/// Number and address are looked up one by one: of two that are looked for at once, the planner of a
/// database that was never analysed reads every request of the desk instead.
fn contacts(
    explain: &str,
    desk: DeskId,
    customer: &Customer,
    teams: Option<&BTreeSet<TeamId>>,
    limit: u32,
) -> QueryBuilder<Sqlite> {
    let desk = desk.to_string();
    let mut query = QueryBuilder::new(explain);
    query
        .push("SELECT body FROM request WHERE ended_at IS NOT NULL AND desk_id = ")
        .push_bind(desk.clone())
        .push(" AND id IN (SELECT id FROM request WHERE desk_id = ")
        .push_bind(desk.clone())
        .push(" AND customer_phone = ")
        .push_bind(customer.phone.clone())
        .push(" UNION SELECT id FROM request WHERE desk_id = ")
        .push_bind(desk)
        .push(" AND customer_email = ")
        .push_bind(email_of(customer))
        .push(")");
    if let Some(teams) = teams {
        query.push(" AND team_id IN (");
        let mut list = query.separated(", ");
        for team in teams {
            list.push_bind(team.to_string());
        }
        query.push(")");
    }
    query
        .push(" ORDER BY ended_at DESC, id DESC LIMIT ")
        .push_bind(limit);
    query
}

#[cfg(test)]
mod tests {
    use sqlx::Row;
    use tempfile::TempDir;
    use uuid::Uuid;

    use super::*;

    async fn opened(folder: &TempDir) -> SqliteDatabase {
        let path = folder.path().join("deskbell.db");
        SqliteDatabase::open(&path, "first").await.unwrap()
    }

    #[tokio::test]
    async fn a_customer_is_found_without_reading_the_requests_of_others() {
        let folder = tempfile::tempdir().unwrap();
        let database = opened(&folder).await;
        let teams = BTreeSet::from([TeamId(Uuid::from_u128(1))]);
        for teams in [None, Some(&teams)] {
            let desk = DeskId(Uuid::from_u128(2));
            let customer = Customer::default();
            let mut query = contacts("EXPLAIN QUERY PLAN ", desk, &customer, teams, 10);
            let plan = query.build().fetch_all(database.reader()).await.unwrap();
            let steps: Vec<String> = plan.iter().map(|step| step.get("detail")).collect();
            let reads: Vec<_> = steps
                .iter()
                .filter_map(|step| step.split_once("request USING INDEX ").map(|(_, by)| by))
                .collect();
            assert_eq!(
                reads,
                [
                    "sqlite_autoindex_request_1 (desk_id=? AND id=?)",
                    "request_by_phone (desk_id=? AND customer_phone=?)",
                    "request_by_email (desk_id=? AND customer_email=?)",
                ],
                "{steps:?}"
            );
        }
    }

    #[tokio::test]
    async fn the_customers_of_others_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let database = opened(&folder).await;
        let plan = sqlx::query(sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {SERVED}")))
            .bind("desk")
            .bind("agent")
            .bind(0)
            .fetch_all(database.reader())
            .await
            .unwrap();
        let steps: Vec<String> = plan.iter().map(|step| step.get("detail")).collect();
        let by = "request_of_agent (desk_id=? AND agent_id=? AND ended_at>?)";
        assert!(steps[0].ends_with(by), "{steps:?}");
    }
}
