//! What a customer wanted before, and what came of it.

use domain::{customer::Customer, id::DeskId, request::Request};

use crate::{error::StoreError, open::Store};

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
        let bodies: Vec<String> = sqlx::query_scalar(
            "SELECT body FROM request
             WHERE desk_id = $1 AND ended_at IS NOT NULL
                 AND (customer_phone = $2 OR customer_email = $3)
             ORDER BY ended_at DESC, id DESC LIMIT $4",
        )
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
