//! Who writes: one at a time, on one of two connections. What a desk has decided is written on one of its own, by statements
//! that stay prepared, on the thread that asks for it ([`Writer::commit`]); everything else on another, by sqlx.
//!
//! Invariant: a connection is used again only after a `COMMIT` that succeeded. After anything else (a
//! statement that failed, a commit that failed, a caller who went away in the middle) nobody can say
//! what it holds: on a full disk or an I/O error SQLite rolls back by itself and a `ROLLBACK` after that
//! fails, a cancelled statement may still be running. Such a connection is closed, which undoes
//! whatever it had not committed, and the next writer opens a fresh one.

mod connection;
mod held;
mod log;
mod place;
#[cfg(test)]
mod tests;
mod transaction;

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use sqlx::{
    ConnectOptions, Connection, SqliteConnection, error::Error as SqlxError,
    sqlite::SqliteConnectOptions,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

use self::{
    connection::{as_usual, connect, empty_log, not_synced},
    log::lengthen,
    place::{Connections, Facts, Place},
};
pub(crate) use self::{
    held::Held,
    log::{LOG_KEPT, LOG_PAGES},
    transaction::WriteTransaction,
};
use super::{
    batch::{needs_proof, write_commit, write_rows},
    behind::Behind,
    beside::beside,
    checkpoints::Checkpoints,
    whereabouts::Whereabouts,
};
use crate::{commit::Commit, error::StoreError, rows::Rows};

/// Events that the state tables may be behind before a commit has to write them, too.
const MOST_BEHIND: usize = 4_096;

/// Hands the connection to one caller at a time, in the order in which they came: SQLite has one
/// writer, and queueing here is fairer than `SQLITE_BUSY`.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    path: PathBuf,
    options: SqliteConnectOptions,
    whereabouts: Whereabouts,
    place: Arc<Mutex<Place>>,
    /// [`Behind::events`], for those who only want to know.
    behind: Arc<AtomicUsize>,
    discarded: Arc<AtomicU64>,
    checkpoints: Checkpoints,
}

/// How far the state tables catch up with the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    All,
    /// By one portion of the desk that lacks most.
    Portion,
}

/// What a transaction waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wait {
    /// That it is on the disk.
    ForTheDisk,
    /// The journal has it.
    ForNothing,
}

impl Writer {
    pub fn new(path: &Path, options: SqliteConnectOptions, connection: SqliteConnection) -> Self {
        let connections = Connections {
            facts: Facts::Idle(connection),
            decided: None,
        };
        Self {
            path: path.to_owned(),
            options,
            whereabouts: Whereabouts::of(path),
            place: Arc::new(Mutex::new(Place {
                connections,
                behind: Behind::default(),
            })),
            behind: Arc::default(),
            discarded: Arc::default(),
            checkpoints: Checkpoints::of(path),
        }
    }

    /// How many connections did not end well. Another number than before means that a write failed
    /// meanwhile.
    pub fn discarded(&self) -> u64 {
        self.discarded.load(Ordering::Relaxed)
    }

    /// How many events the state tables are behind the journal.
    pub fn behind(&self) -> usize {
        self.behind.load(Ordering::Acquire)
    }

    pub async fn begin(&self) -> Result<WriteTransaction, StoreError> {
        let mut place = self.caught_up().await?;
        let connections = &mut place.connections;
        self.is_in_place(connections).inspect_err(|_| {
            self.discarded.fetch_add(1, Ordering::Relaxed);
        })?;
        let connection = match std::mem::replace(&mut connections.facts, Facts::Empty) {
            Facts::Idle(connection) => connection,
            Facts::Empty => self.options.connect().await.inspect_err(|_| {
                self.discarded.fetch_add(1, Ordering::Relaxed);
            })?,
            Facts::Closed => {
                connections.facts = Facts::Closed;
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

    /// One transaction, on the thread that asks, which waits for the disk. When this returns `Ok`, the journal has it on
    /// the disk; otherwise nothing has changed.
    ///
    /// # Errors
    /// The database refused or did not answer.
    pub async fn commit(&self, commit: &Commit<'_>) -> Result<(), StoreError> {
        let rows = Rows::of(commit)?;
        let mut place = self.place.lock().await;
        let Place {
            connections,
            behind,
        } = &mut *place;
        let settles = needs_proof(commit) || behind.events() >= MOST_BEHIND;
        if settles {
            behind.join(commit.desk);
        }
        self.transact(connections, Wait::ForTheDisk, |connection| {
            if settles {
                behind.write(connection, commit.desk)?;
                write_rows(connection, commit.desk, &rows)?;
            }
            write_commit(connection, commit)
        })?;
        if settles {
            behind.is_written(commit.desk);
        } else {
            behind.add(commit.desk, rows, commit.recorded.len());
        }
        self.behind.store(behind.events(), Ordering::Release);
        Ok(())
    }

    /// The same for whatever else concerns the state tables.
    ///
    /// # Errors
    /// The database refused or did not answer.
    pub async fn write(
        &self,
        write: impl FnOnce(&rusqlite::Connection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut place = self.place.lock().await;
        self.settle_in(&mut place, Share::All)?;
        self.transact(&mut place.connections, Wait::ForTheDisk, write)
    }

    /// Makes the log as long as it will be, while nobody writes: whoever writes into a file that doesn't grow waits for
    /// nothing but what they wrote, not for the disk to learn how long it is now.
    ///
    /// # Errors
    /// There is no room for it. The log is as it was, and grows as it is needed.
    pub async fn lengthen_log(&self) -> io::Result<()> {
        let nobody_writes = Arc::clone(&self.place).lock_owned().await;
        let log = beside(&self.path, "-wal");
        let lengthened = tokio::task::spawn_blocking(move || {
            let lengthened = lengthen(&log);
            drop(nobody_writes);
            lengthened
        });
        lengthened.await.map_err(io::Error::other)?
    }

    /// Has the state tables catch up with the journal, or come closer to it, on the thread that asks.
    ///
    /// # Errors
    /// The database refused or did not answer. What is missing stays known.
    pub async fn settle(&self, share: Share) -> Result<(), StoreError> {
        if self.behind() == 0 {
            return Ok(());
        }
        self.settle_in(&mut *self.place.lock().await, share)
    }

    /// Has the tables catch up for somebody who must not hold up others while they wait, and lets nobody else write. Where
    /// they can't, who needs them finds out by themselves.
    pub async fn caught_up(&self) -> Result<OwnedMutexGuard<Place>, StoreError> {
        let mut place = Arc::clone(&self.place).lock_owned().await;
        if place.behind.events() == 0 {
            return Ok(place);
        }
        let writer = self.clone();
        let settling = tokio::task::spawn_blocking(move || {
            if let Err(error) = writer.settle_in(&mut place, Share::All) {
                tracing::warn!(%error, "the state tables are behind the journal");
            }
            place
        });
        settling
            .await
            .map_err(|died| StoreError::Database(Box::new(died)))
    }

    /// What is behind, for whoever finds out from the journal. Nothing is written meanwhile.
    pub async fn hold(&self) -> Held<'_> {
        Held {
            place: self.place.lock().await,
            count: &self.behind,
        }
    }

    fn settle_in(&self, place: &mut Place, share: Share) -> Result<(), StoreError> {
        let Place {
            connections,
            behind,
        } = place;
        let desks = match share {
            Share::All => behind.desks(),
            Share::Portion => behind.furthest().into_iter().collect(),
        };
        let mut settled = Ok(());
        for desk in desks {
            if share == Share::All {
                behind.join(desk);
            }
            let written = self.transact(connections, Wait::ForNothing, |connection| {
                behind.write(connection, desk)
            });
            match written {
                Ok(()) => behind.is_written(desk),
                // The others need not wait for it.
                Err(error) => settled = Err(error),
            }
        }
        self.behind.store(behind.events(), Ordering::Release);
        settled
    }

    fn transact(
        &self,
        connections: &mut Connections,
        wait: Wait,
        write: impl FnOnce(&rusqlite::Connection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.try_to_transact(connections, wait, write)
            .inspect_err(|_| {
                self.discarded.fetch_add(1, Ordering::Relaxed);
            })
    }

    fn try_to_transact(
        &self,
        connections: &mut Connections,
        wait: Wait,
        write: impl FnOnce(&rusqlite::Connection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.is_in_place(connections)?;
        if matches!(connections.facts, Facts::Closed) {
            return Err(SqlxError::PoolClosed.into());
        }
        // From here on the connection is dropped, and so closed, unless the commit succeeds.
        let connection = match connections.decided.take() {
            Some(connection) => connection,
            None => connect(&self.path)?,
        };
        let before = connection.total_changes();
        let usual = match wait {
            Wait::ForTheDisk => None,
            Wait::ForNothing => Some(not_synced(&connection)?),
        };
        let run = |statement| {
            let mut statement = connection.prepare_cached(statement)?;
            statement.execute(())
        };
        run("BEGIN IMMEDIATE")?;
        write(&connection)?;
        run("COMMIT")?;
        self.checkpoints.grew(connection.total_changes() - before);
        let is_as_usual = usual.is_none_or(|usual| {
            let set = as_usual(&connection, usual);
            set.is_ok()
        });
        // Otherwise it is dropped; what it has written stays.
        if is_as_usual {
            connections.decided = Some(connection);
        }
        Ok(())
    }

    /// Runs one statement on the connection of what desks have decided, outside of any transaction; answers the number that
    /// it gives, if it gives one.
    pub async fn tamper(&self, statement: &str) -> Result<Option<i64>, StoreError> {
        let mut place = self.place.lock().await;
        let decided = &mut place.connections.decided;
        if decided.is_none() {
            *decided = Some(connect(&self.path)?);
        }
        let Some(connection) = decided else {
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
        self.is_in_place(&self.place.lock().await.connections)
    }

    fn is_in_place(&self, connections: &Connections) -> Result<(), StoreError> {
        self.whereabouts.check()?;
        // The last connection takes the log along.
        if matches!(connections.facts, Facts::Idle(_)) || connections.decided.is_some() {
            self.whereabouts.check_log()?;
        }
        Ok(())
    }

    /// Lets who is writing finish; nobody writes afterwards.
    pub async fn close(&self) {
        let mut place = self.place.lock().await;
        if let Err(error) = self.settle_in(&mut place, Share::All) {
            tracing::warn!(%error, "the state tables are behind the journal; the next start has them catch up");
        }
        self.checkpoints.end().await;
        let connections = &mut place.connections;
        if let Some(connection) = connections.decided.take() {
            // Whoever closes last does it as well, but that may be another program.
            empty_log(&connection);
            if let Err((_, error)) = connection.close() {
                tracing::warn!(%error, "the database was not closed well; what was answered is safe");
            }
        }
        if let Facts::Idle(connection) = std::mem::replace(&mut connections.facts, Facts::Closed)
            && let Err(error) = connection.close().await
        {
            tracing::warn!(%error, "the database was not closed well; what was answered is safe");
        }
    }
}
