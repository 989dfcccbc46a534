//! Opening the database: lock, settings, migrations.

use std::{
    fs::{File, OpenOptions},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use sqlx::{
    ConnectOptions, Connection, SqlitePool,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{
    error::{OpenError, StoreError},
    writer::{WriteTransaction, Writer},
};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

const READERS: u32 = 4;
/// The write-ahead log is written into the database whenever it holds 1 000 pages. One that had to grow
/// beyond this, because somebody was reading meanwhile, is cut down to it when it begins anew.
const LOG_KEPT: u32 = 16 * 1024 * 1024;

/// One SQLite file. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    writer: Writer,
    reader: SqlitePool,
    epoch: Arc<str>,
    /// Held until the store is closed; the system drops it when the process dies.
    lock: Arc<File>,
}

impl Store {
    /// Opens the file, creating it and bringing its schema up to date if need be.
    ///
    /// # Errors
    /// Another process has it open, it is newer than this program, damaged, or can't be read.
    pub async fn open(path: &Path, new_epoch: &str) -> Result<Self, OpenError> {
        let lock = lock(path)?;
        leave_foreign_alone(path).await?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A reply that says yes has reached the disk.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("journal_size_limit", LOG_KEPT.to_string())
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
        sqlx::query(
            "INSERT INTO installation (one, epoch) VALUES (1, $1) ON CONFLICT (one) DO NOTHING",
        )
        .bind(new_epoch)
        .execute(&mut writing)
        .await
        .map_err(|error| failed(&error))?;
        let epoch: String = sqlx::query_scalar("SELECT epoch FROM installation")
            .fetch_one(&mut writing)
            .await
            .map_err(|error| failed(&error))?;
        Ok(Self {
            writer: Writer::new(options, writing),
            reader,
            epoch: epoch.into(),
            lock: Arc::new(lock),
        })
    }

    /// Which journal this is: it changes only when the database is replaced.
    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    pub fn reader(&self) -> &SqlitePool {
        &self.reader
    }

    /// A transaction that holds the write lock from its first statement.
    pub async fn begin_write(&self) -> Result<WriteTransaction, StoreError> {
        self.writer.begin().await
    }

    pub(crate) fn writer(&self) -> &Writer {
        &self.writer
    }

    /// From here on another process may open the file.
    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
        if let Err(error) = self.lock.unlock() {
            tracing::warn!(%error, "the lock of the database is kept until this process ends");
        }
    }
}

/// A database of another program is valid to SQLite; our tables and settings must not end up in it.
async fn leave_foreign_alone(path: &Path) -> Result<(), OpenError> {
    if std::fs::metadata(path).map_or(0, |file| file.len()) == 0 {
        return Ok(());
    }
    let failed = |error: sqlx::Error| OpenError::from_database(path.to_owned(), &error);
    let mut looking = SqliteConnectOptions::new()
        .filename(path)
        .connect()
        .await
        .map_err(failed)?;
    let (tables, ours): (i64, i64) = sqlx::query_as(
        "SELECT COUNT(*), COUNT(CASE WHEN name = '_sqlx_migrations' THEN 1 END)
         FROM sqlite_master WHERE type = 'table'",
    )
    .fetch_one(&mut looking)
    .await
    .map_err(failed)?;
    looking.close().await.map_err(failed)?;
    if tables > 0 && ours == 0 {
        return Err(OpenError::Foreign {
            path: path.to_owned(),
        });
    }
    Ok(())
}

/// A second process on the same file would have a desk of its own and the two would drift apart.
fn lock(path: &Path) -> Result<File, OpenError> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::StorageFull => OpenError::DiskFull {
            path: path.to_owned(),
        },
        _ => OpenError::Unreadable {
            path: path.to_owned(),
            reason: error.to_string(),
        },
    };
    let beside = path.with_extension("lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&beside)
        .map_err(unreadable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(OpenError::InUse {
            path: path.to_owned(),
        }),
        Err(std::fs::TryLockError::Error(error)) => Err(unreadable(error)),
    }
}

fn migration_failed(path: PathBuf, error: MigrateError) -> OpenError {
    match error {
        MigrateError::VersionMissing(version) | MigrateError::VersionTooNew(version, _) => {
            OpenError::Newer { path, version }
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            OpenError::from_database(path, &error)
        }
        other => OpenError::Unreadable {
            path,
            reason: other.to_string(),
        },
    }
}
