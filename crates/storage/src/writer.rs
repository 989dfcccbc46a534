//! The one connection that writes.
//!
//! Invariant: a connection is used again only after a `COMMIT` that succeeded. After anything else (a
//! statement that failed, a commit that failed, a caller who went away in the middle) nobody can say
//! what it holds: on a full disk or an I/O error SQLite rolls back by itself and a `ROLLBACK` after that
//! fails, a cancelled statement may still be running. Such a connection is closed, which undoes
//! whatever it had not committed, and the next writer opens a fresh one.

use std::{
    ops::{Deref, DerefMut},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use sqlx::{
    ConnectOptions, Connection, SqliteConnection, error::Error as SqlxError,
    sqlite::SqliteConnectOptions,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::{error::StoreError, whereabouts::Whereabouts};

/// Hands the connection to one caller at a time, in the order in which they came: SQLite has one
/// writer, and queueing here is fairer than `SQLITE_BUSY`.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    options: SqliteConnectOptions,
    whereabouts: Whereabouts,
    place: Arc<Mutex<Place>>,
    discarded: Arc<AtomicU64>,
}

/// Where the connection is while nobody writes.
#[derive(Debug)]
enum Place {
    Idle(SqliteConnection),
    /// The last one was discarded, or is in somebody's hands.
    Empty,
    Closed,
}

impl Writer {
    pub fn new(path: &Path, options: SqliteConnectOptions, connection: SqliteConnection) -> Self {
        Self {
            options,
            whereabouts: Whereabouts::of(path),
            place: Arc::new(Mutex::new(Place::Idle(connection))),
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
        let connection = match std::mem::replace(&mut *place, Place::Empty) {
            Place::Idle(connection) => connection,
            Place::Empty => self.options.connect().await.inspect_err(|_| {
                self.discarded.fetch_add(1, Ordering::Relaxed);
            })?,
            Place::Closed => {
                *place = Place::Closed;
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

    fn is_in_place(&self, place: &Place) -> Result<(), StoreError> {
        self.whereabouts.check()?;
        // The last connection takes the log along.
        if matches!(place, Place::Idle(_)) {
            self.whereabouts.check_log()?;
        }
        Ok(())
    }

    /// Lets who is writing finish; nobody writes afterwards.
    pub async fn close(&self) {
        let mut place = self.place.lock().await;
        if let Place::Idle(connection) = std::mem::replace(&mut *place, Place::Closed)
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
            *self.place = Place::Idle(connection);
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
