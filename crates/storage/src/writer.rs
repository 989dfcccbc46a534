//! Who writes: one at a time, on one of two connections. What a desk has decided is written on one of its own, by statements
//! that stay prepared, on the thread that asks for it ([`Writer::write`]); everything else on another, by sqlx.
//!
//! Invariant: a connection is used again only after a `COMMIT` that succeeded. After anything else (a
//! statement that failed, a commit that failed, a caller who went away in the middle) nobody can say
//! what it holds: on a full disk or an I/O error SQLite rolls back by itself and a `ROLLBACK` after that
//! fails, a cancelled statement may still be running. Such a connection is closed, which undoes
//! whatever it had not committed, and the next writer opens a fresh one.

use std::{
    ops::{Deref, DerefMut},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use rusqlite::OpenFlags;
use sqlx::{
    ConnectOptions, Connection, SqliteConnection, error::Error as SqlxError,
    sqlite::SqliteConnectOptions,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::{error::StoreError, whereabouts::Whereabouts};

/// The write-ahead log is written into the database whenever it holds 1 000 pages. One that had to grow
/// beyond this, because somebody was reading meanwhile, is cut down to it when it begins anew.
pub(crate) const LOG_KEPT: u32 = 16 * 1024 * 1024;

/// More than there are statements in `commit`.
const STATEMENTS: usize = 64;
/// Another process may be making a backup.
const BUSY: Duration = Duration::from_secs(5);

/// Hands the connection to one caller at a time, in the order in which they came: SQLite has one
/// writer, and queueing here is fairer than `SQLITE_BUSY`.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    path: PathBuf,
    options: SqliteConnectOptions,
    whereabouts: Whereabouts,
    place: Arc<Mutex<Place>>,
    discarded: Arc<AtomicU64>,
}

/// Where the connections are while nobody writes.
#[derive(Debug)]
struct Place {
    facts: Facts,
    /// Of what desks have decided; opened when it is needed.
    decided: Option<rusqlite::Connection>,
}

/// The connection of everything else.
#[derive(Debug)]
enum Facts {
    Idle(SqliteConnection),
    /// The last one was discarded, or is in somebody's hands.
    Empty,
    Closed,
}

impl Writer {
    pub fn new(path: &Path, options: SqliteConnectOptions, connection: SqliteConnection) -> Self {
        let place = Place {
            facts: Facts::Idle(connection),
            decided: None,
        };
        Self {
            path: path.to_owned(),
            options,
            whereabouts: Whereabouts::of(path),
            place: Arc::new(Mutex::new(place)),
            discarded: Arc::default(),
        }
    }

    /// How many connections did not end well. Another number than before means that a write failed
    /// meanwhile.
    pub fn discarded(&self) -> u64 {
        self.discarded.load(Ordering::Relaxed)
    }

    pub async fn begin(&self) -> Result<WriteTransaction, StoreError> {
        let mut place = Arc::clone(&self.place).lock_owned().await;
        self.is_in_place(&place).inspect_err(|_| {
            self.discarded.fetch_add(1, Ordering::Relaxed);
        })?;
        let connection = match std::mem::replace(&mut place.facts, Facts::Empty) {
            Facts::Idle(connection) => connection,
            Facts::Empty => self.options.connect().await.inspect_err(|_| {
                self.discarded.fetch_add(1, Ordering::Relaxed);
            })?,
            Facts::Closed => {
                place.facts = Facts::Closed;
                return Err(SqlxError::PoolClosed.into());
            }
        };
        // From here on the connection is dropped, and so closed, unless the commit succeeds.
        let mut transaction = WriteTransaction {
            connection: Some(connection),
            place,
            discarded: Arc::clone(&self.discarded),
        };
        sqlx::query("BEGIN IMMEDIATE")
            .execute(&mut *transaction)
            .await?;
        Ok(transaction)
    }

    /// One transaction, on the thread that asks, which waits for the disk. When this returns `Ok`, everything is on the
    /// disk; otherwise nothing has changed.
    ///
    /// # Errors
    /// The database refused or did not answer.
    pub async fn write(
        &self,
        write: impl FnOnce(&rusqlite::Connection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut place = self.place.lock().await;
        let written = self.write_in(&mut place, write);
        if written.is_err() {
            self.discarded.fetch_add(1, Ordering::Relaxed);
        }
        written
    }

    fn write_in(
        &self,
        place: &mut Place,
        write: impl FnOnce(&rusqlite::Connection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.is_in_place(place)?;
        if matches!(place.facts, Facts::Closed) {
            return Err(SqlxError::PoolClosed.into());
        }
        // From here on the connection is dropped, and so closed, unless the commit succeeds.
        let connection = match place.decided.take() {
            Some(connection) => connection,
            None => self.connect()?,
        };
        let run = |statement| {
            let mut statement = connection.prepare_cached(statement)?;
            statement.execute(())
        };
        run("BEGIN IMMEDIATE")?;
        write(&connection)?;
        run("COMMIT")?;
        place.decided = Some(connection);
        Ok(())
    }

    /// Runs one statement on the connection of what desks have decided, outside of any transaction; answers the number that
    /// it gives, if it gives one.
    pub async fn tamper(&self, statement: &str) -> Result<Option<i64>, StoreError> {
        let mut place = self.place.lock().await;
        if place.decided.is_none() {
            place.decided = Some(self.connect()?);
        }
        let Some(connection) = &place.decided else {
            return Ok(None);
        };
        let mut statement = connection.prepare(statement)?;
        let mut rows = statement.query(())?;
        Ok(match rows.next()? {
            Some(row) => row.get(0).ok(),
            None => None,
        })
    }

    /// Whether the database is where it was opened.
    pub async fn look(&self) -> Result<(), StoreError> {
        self.is_in_place(&*self.place.lock().await)
    }

    /// As `options` say it to the other one.
    fn connect(&self) -> Result<rusqlite::Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = rusqlite::Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "journal_size_limit", LOG_KEPT)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(connection)
    }

    fn is_in_place(&self, place: &Place) -> Result<(), StoreError> {
        self.whereabouts.check()?;
        // The last connection takes the log along.
        if matches!(place.facts, Facts::Idle(_)) || place.decided.is_some() {
            self.whereabouts.check_log()?;
        }
        Ok(())
    }

    /// Lets who is writing finish; nobody writes afterwards.
    pub async fn close(&self) {
        let mut place = self.place.lock().await;
        if let Some(connection) = place.decided.take()
            && let Err((_, error)) = connection.close()
        {
            tracing::warn!(%error, "the database was not closed well; what was answered is safe");
        }
        if let Facts::Idle(connection) = std::mem::replace(&mut place.facts, Facts::Closed)
            && let Err(error) = connection.close().await
        {
            tracing::warn!(%error, "the database was not closed well; what was answered is safe");
        }
    }
}

/// A transaction that holds the write lock from its first statement on. Dropped without a commit, it
/// has changed nothing.
#[derive(Debug)]
pub struct WriteTransaction {
    /// There until the commit has taken it. Above `place`, so that it is closed before the next
    /// writer may begin.
    connection: Option<SqliteConnection>,
    place: OwnedMutexGuard<Place>,
    discarded: Arc<AtomicU64>,
}

impl WriteTransaction {
    /// When this returns `Ok`, everything is on the disk; otherwise nothing has changed.
    ///
    /// # Errors
    /// The database refused or did not answer.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        sqlx::query("COMMIT").execute(&mut *self).await?;
        if let Some(connection) = self.connection.take() {
            self.place.facts = Facts::Idle(connection);
        }
        Ok(())
    }
}

impl Drop for WriteTransaction {
    fn drop(&mut self) {
        if self.connection.is_some() {
            self.discarded.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Deref for WriteTransaction {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        self.connection.as_ref().expect(STILL_THERE)
    }
}

impl DerefMut for WriteTransaction {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        self.connection.as_mut().expect(STILL_THERE)
    }
}

const STILL_THERE: &str =
    "only `commit` takes the connection, and it takes the transaction with it";
