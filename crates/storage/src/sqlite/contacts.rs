//! What a customer wanted before, and what came of it.

use std::collections::BTreeSet;

use domain::{
    customer::Customer,
    id::{DeskId, TeamId},
    request::Request,
};
use sqlx::{QueryBuilder, Sqlite};

use super::{batch::email_of, open::Store};
use crate::error::StoreError;

impl Store {
    /// The requests of this customer that have ended, the last one first, at most so many, of these teams or
    /// of all. A customer is known by number and address: a name proves nothing.
    pub async fn contacts(
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
    use uuid::Uuid;

    use super::*;

    #[tokio::test]
    async fn a_customer_is_found_without_reading_the_requests_of_others() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("deskbell.db"), "first").await;
        let store = store.unwrap();
        let teams = BTreeSet::from([TeamId(Uuid::from_u128(1))]);
        for teams in [None, Some(&teams)] {
            let desk = DeskId(Uuid::from_u128(2));
            let customer = Customer::default();
            let mut query = contacts("EXPLAIN QUERY PLAN ", desk, &customer, teams, 10);
            let plan = query.build().fetch_all(store.reader()).await.unwrap();
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
}
