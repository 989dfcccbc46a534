//! What a customer wanted before, and what came of it.

use domain::{customer::Customer, id::DeskId, request::Request};

use crate::{error::StoreError, open::Store};

/// Number and address are looked up one by one: of two that are looked for at once, the planner of a
/// database that was never analysed reads every request of the desk instead.
const CONTACTS: &str = "SELECT body FROM request
     WHERE desk_id = $1 AND ended_at IS NOT NULL AND id IN (
         SELECT id FROM request WHERE desk_id = $1 AND customer_phone = $2
         UNION SELECT id FROM request WHERE desk_id = $1 AND customer_email = $3)
     ORDER BY ended_at DESC, id DESC LIMIT $4";

/// By what the customer is known again, as the table has it.
pub(crate) fn email_of(customer: &Customer) -> Option<String> {
    customer.email.as_deref().map(str::to_lowercase)
}

impl Store {
    /// The requests of this customer that have ended, the last one first, at most so many. A customer is
    /// known by number and address: a name proves nothing.
    pub async fn contacts(
        &self,
        desk: DeskId,
        customer: &Customer,
        limit: u32,
    ) -> Result<Vec<Request>, StoreError> {
        let bodies: Vec<String> = sqlx::query_scalar(CONTACTS)
            .bind(desk.to_string())
            .bind(&customer.phone)
            .bind(email_of(customer))
            .bind(limit)
            .fetch_all(self.reader())
            .await?;
        bodies
            .iter()
            .map(|body| Ok(serde_json::from_str(body)?))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use sqlx::{AssertSqlSafe, Row};

    use super::*;

    #[tokio::test]
    async fn a_customer_is_found_without_reading_the_requests_of_others() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("deskbell.db"), "first").await;
        let store = store.unwrap();
        let explain = format!("EXPLAIN QUERY PLAN {CONTACTS}");
        let plan = sqlx::query(AssertSqlSafe(explain))
            .bind("desk")
            .bind("+34600123456")
            .bind("maria@example.com")
            .bind(50)
            .fetch_all(store.reader())
            .await
            .unwrap();
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
