//! Opening the database: lock, settings, migrations.

use std::{io, path::Path, time::Duration};

use async_trait::async_trait;
use sqlx::{
    ConnectOptions, Connection, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{
    create::create,
    files::{keep_private, real_path},
    lock::{Lock, NameLock},
    mark::{Extent, LastMark, Mark, Verdict},
    schema::{MIGRATIONS, migration_failed},
    writer::{LOG_KEPT, LOG_PAGES, WriteTransaction, Writer},
};
use crate::{
    database::Database,
    error::{OpenError, StoreError},
    live_sessions::LiveSessions,
};

const READERS: u32 = 4;

/// One SQLite file.
#[derive(Debug)]
pub(crate) struct SqliteDatabase {
    writer: Writer,
    reader: SqlitePool,
    live_sessions: LiveSessions,
    epoch: String,
    installation: String,
    mark: Mark,
    lock: Lock,
}

impl SqliteDatabase {
    /// The file as it is.
    pub(crate) async fn open_file(path: &Path, new_epoch: &str) -> Result<Self, OpenError> {
        let path = &real_path(path)?;
        let name = NameLock::take(path)?;
        let last = LastMark::read(path);
        if !path.exists() {
            if let Some(last) = &last {
                last.without_database(path)?;
            }
            create(path, new_epoch).await?;
        }
        let lock = name.and_file(path)?;
        keep_private(path);
        let found = look_at(path).await?;
        let verdict = match &last {
            Some(last) => last.judge(path, &found)?,
            None => Verdict::Sound,
        };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            // A reply that says yes has reached the disk.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("journal_size_limit", LOG_KEPT.to_string())
            .pragma("wal_autocheckpoint", LOG_PAGES.to_string())
            .statement_cache_capacity(256);
        let failed = |error: &sqlx::Error| OpenError::from_database(path.to_owned(), error);
        let mut writing = options.connect().await.map_err(|error| failed(&error))?;
        if let Err(error) = MIGRATIONS.run(&mut writing).await {
            return Err(migration_failed(path.to_owned(), error));
        }
        let reader = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.clone().read_only(true))
            .await
            .map_err(|error| failed(&error))?;
        let (epoch, installation) = identify(&mut writing, new_epoch, &verdict)
            .await
            .map_err(|error| failed(&error))?;
        let mark = Mark::begin(path, &epoch, found.entries)?;
        Ok(Self {
            writer: Writer::new(path, options, writing),
            reader,
            live_sessions: LiveSessions::default(),
            epoch,
            installation,
            mark,
            lock,
        })
    }

    /// So many entries of the journal have reached the disk.
    pub(crate) fn journal_grew(&self, by: usize) {
        self.mark.advance(by);
    }

    pub(crate) fn reader(&self) -> &SqlitePool {
        &self.reader
    }

    /// To read the state tables with: they have what was committed before, unless they can't be written.
    pub(crate) async fn state(&self) -> &SqlitePool {
        if self.writer.behind() > 0
            && let Err(error) = self.writer.caught_up().await
        {
            tracing::warn!(%error, "the state tables are behind the journal");
        }
        &self.reader
    }

    /// A transaction that holds the write lock from its first statement.
    pub(crate) async fn begin_write(&self) -> Result<WriteTransaction, StoreError> {
        let transaction = self.writer.begin().await?;
        self.live_sessions.are_certain();
        Ok(transaction)
    }

    pub(crate) fn live_sessions(&self) -> &LiveSessions {
        &self.live_sessions
    }

    pub(crate) fn writer(&self) -> &Writer {
        &self.writer
    }
}

#[async_trait]
impl Database for SqliteDatabase {
    fn epoch(&self) -> &str {
        &self.epoch
    }

    fn installation(&self) -> &str {
        &self.installation
    }

    async fn make_room(&self) -> io::Result<()> {
        self.writer.lengthen_log().await
    }

    async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
        self.mark.end();
        self.lock.release();
    }

    async fn tamper(&self, statement: &str) -> Result<Option<i64>, StoreError> {
        self.writer.tamper(statement).await
    }
}

/// The epoch of the journal and the id of the installation.
async fn identify(
    writer: &mut SqliteConnection,
    new_epoch: &str,
    verdict: &Verdict,
) -> Result<(String, String), sqlx::Error> {
    // A release before this one may have been interrupted before it wrote the row, and none wrote ids.
    sqlx::query(
        "INSERT INTO installation (one, epoch, id) VALUES (1, $1, $1) ON CONFLICT (one) DO NOTHING",
    )
    .bind(new_epoch)
    .execute(&mut *writer)
    .await?;
    sqlx::query("UPDATE installation SET id = $1 WHERE id IS NULL")
        .bind(new_epoch)
        .execute(&mut *writer)
        .await?;
    if let Verdict::Replaced { missing } = verdict {
        tracing::error!(
            missing,
            "the database was replaced by an older copy: entries that its journal had are missing. Open desktops begin anew"
        );
        sqlx::query("UPDATE installation SET epoch = $1")
            .bind(new_epoch)
            .execute(&mut *writer)
            .await?;
    }
    sqlx::query_as("SELECT epoch, id FROM installation")
        .fetch_one(&mut *writer)
        .await
}

/// Looks before anything is changed. A database of another program is valid to SQLite; our tables and
/// settings must not end up in it. Nor do we begin in a file that somebody emptied.
async fn look_at(path: &Path) -> Result<Extent, OpenError> {
    let failed = |error: sqlx::Error| OpenError::from_database(path.to_owned(), &error);
    let empty = || OpenError::Empty {
        path: path.to_owned(),
    };
    if std::fs::metadata(path).is_ok_and(|file| file.len() == 0) {
        return Err(empty());
    }
    let mut looking = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .connect()
        .await
        .map_err(failed)?;
    let (tables, ours, journalled): (i64, i64, i64) = sqlx::query_as(
        "SELECT COUNT(*), COUNT(CASE WHEN name = '_sqlx_migrations' THEN 1 END),
             COUNT(CASE WHEN name IN ('installation', 'desk', 'journal') THEN 1 END)
         FROM sqlite_master WHERE type = 'table'",
    )
    .fetch_one(&mut looking)
    .await
    .map_err(failed)?;
    let extent = if journalled == 3 && ours == 1 {
        let (epoch, entries): (Option<String>, i64) = sqlx::query_as(
            "SELECT (SELECT epoch FROM installation), (SELECT COALESCE(SUM(
                 (SELECT MAX(seq) FROM journal WHERE journal.desk_id = desk.id)), 0) FROM desk)",
        )
        .fetch_one(&mut looking)
        .await
        .map_err(failed)?;
        Extent {
            epoch,
            entries: u64::try_from(entries).unwrap_or(0),
        }
    } else {
        Extent::default()
    };
    looking.close().await.map_err(failed)?;
    match (tables, ours) {
        (0, _) => Err(empty()),
        (_, 0) => Err(OpenError::Foreign {
            path: path.to_owned(),
        }),
        _ => Ok(extent),
    }
}
