//! A database that is open, and a look into its tables from outside. Here alone the behaviours meet a database by its name.

use std::{ops::Deref, path::Path};

use sqlx::{
    AssertSqlSafe, SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use storage::Store;

pub struct Opened {
    store: Store,
    tables: SqlitePool,
}

impl Opened {
    pub fn sqlite(store: Store, path: &Path) -> Self {
        let options = SqliteConnectOptions::new().filename(path).read_only(true);
        Self {
            store,
            tables: SqlitePoolOptions::new().connect_lazy_with(options),
        }
    }

    /// What a query gives, a text a row.
    pub async fn lines(&self, select: String) -> Vec<String> {
        sqlx::query_scalar(AssertSqlSafe(select))
            .fetch_all(&self.tables)
            .await
            .expect("every table can be read")
    }

    pub async fn close(self) {
        self.tables.close().await;
        self.store.close().await;
    }
}

impl Deref for Opened {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}
