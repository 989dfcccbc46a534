//! Ways in which a database fails, and how they end.

use domain::id::AgentId;
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::stage::Stage;

/// Whoever writes is rolled back by the database itself, as on a full or broken disk.
pub const JOURNAL_BREAKS: &str = "CREATE TRIGGER broken BEFORE INSERT ON journal
     BEGIN SELECT RAISE(ROLLBACK, 'disk I/O error'); END";
pub const JOURNAL_MENDED: &str = "DROP TRIGGER broken";

pub const DEVICES_BREAK: &str = "CREATE TRIGGER no_insert BEFORE INSERT ON device
     BEGIN SELECT RAISE(ROLLBACK, 'disk I/O error'); END;
     CREATE TRIGGER no_update BEFORE UPDATE ON device
     BEGIN SELECT RAISE(ROLLBACK, 'disk I/O error'); END;
     CREATE TRIGGER no_delete BEFORE DELETE ON device
     BEGIN SELECT RAISE(ROLLBACK, 'disk I/O error'); END;
     CREATE TRIGGER no_address BEFORE INSERT ON push_subscription
     BEGIN SELECT RAISE(ROLLBACK, 'disk I/O error'); END;
     CREATE TRIGGER no_end BEFORE DELETE ON push_subscription
     BEGIN SELECT RAISE(ROLLBACK, 'disk I/O error'); END";
pub const DEVICES_MENDED: &str = "DROP TRIGGER no_insert; DROP TRIGGER no_update;
     DROP TRIGGER no_delete; DROP TRIGGER no_address; DROP TRIGGER no_end";

/// Another program that holds the write lock of the database.
pub struct Foreigner(SqliteConnection);

impl Foreigner {
    pub async fn holds_the_lock(stage: &Stage) -> Self {
        let mut connection = connect(stage).await;
        sqlx::query("BEGIN IMMEDIATE")
            .execute(&mut connection)
            .await
            .unwrap();
        Self(connection)
    }

    pub async fn lets_go(self) {
        self.0.close().await.unwrap();
    }
}

pub async fn run(stage: &Stage, statements: &'static str) {
    let mut connection = connect(stage).await;
    sqlx::raw_sql(statements)
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

/// How often the journal says that an agent became reachable or unreachable.
pub async fn changes_of_reachability(stage: &Stage, of: AgentId) -> usize {
    let journal = stage.whole_journal().await;
    let changes = journal.iter().filter(|recorded| {
        matches!(
            recorded.event,
            domain::event::Event::ReachabilityChanged { agent, .. } if agent == of
        )
    });
    changes.count()
}

async fn connect(stage: &Stage) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(stage.database());
    options.connect().await.unwrap()
}
