//! Deleting much without anybody waiting for it.

use sqlx::{QueryBuilder, Sqlite};

use super::open::SqliteDatabase;
use crate::error::StoreError;

/// Rows that one transaction deletes: a few milliseconds. Whoever wants to write meanwhile queues, and
/// comes before the next step.
pub(crate) const STEP: u32 = 250;

impl SqliteDatabase {
    /// Deletes in steps, each a transaction of its own, and answers how many rows there were.
    /// `delete`: a statement up to the first value of the condition that says which rows.
    pub(crate) async fn delete_by_and_by(
        &self,
        delete: &'static str,
        condition: impl Fn(&mut QueryBuilder<Sqlite>),
    ) -> Result<u64, StoreError> {
        let mut all = 0;
        loop {
            let mut transaction = self.begin_write().await?;
            let mut statement = QueryBuilder::<Sqlite>::new(delete);
            condition(&mut statement);
            statement.push(" LIMIT ").push_bind(STEP).push(")");
            let deleted = statement.build().execute(&mut *transaction).await?;
            transaction.commit().await?;
            all += deleted.rows_affected();
            if deleted.rows_affected() < u64::from(STEP) {
                return Ok(all);
            }
        }
    }
}
