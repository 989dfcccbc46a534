//! Reads that belong together: all of them see the same moment.
//!
//! As with the writer, a connection goes back only when its transaction has ended well. A disk that can't
//! be read makes SQLite end the transaction by itself; whoever then counted on it would leave one open
//! that sees the past for ever.

use std::ops::{Deref, DerefMut};

use sqlx::{Sqlite, SqliteConnection, pool::PoolConnection};

use super::open::SqliteDatabase;
use crate::error::StoreError;

/// Dropped before its end, it takes its connection along.
pub(crate) struct ReadTransaction(Option<PoolConnection<Sqlite>>);

impl SqliteDatabase {
    pub(crate) async fn begin_read(&self) -> Result<ReadTransaction, StoreError> {
        let mut transaction = ReadTransaction(Some(self.reader().acquire().await?));
        sqlx::query("BEGIN").execute(&mut *transaction).await?;
        Ok(transaction)
    }
}

impl ReadTransaction {
    pub async fn end(mut self) -> Result<(), StoreError> {
        sqlx::query("COMMIT").execute(&mut *self).await?;
        // Back to the others.
        drop(self.0.take());
        Ok(())
    }
}

impl Drop for ReadTransaction {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(connection.detach());
        }
    }
}

impl Deref for ReadTransaction {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        self.0.as_ref().expect(STILL_THERE)
    }
}

impl DerefMut for ReadTransaction {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        self.0.as_mut().expect(STILL_THERE)
    }
}

const STILL_THERE: &str = "only `end` gives the connection back, and it takes the transaction";
