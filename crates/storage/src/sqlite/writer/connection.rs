//! The connection that what desks have decided is written on.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags};

use super::log::{LOG_KEPT, LOG_PAGES};
use crate::error::StoreError;

/// More than there are statements in a commit.
const STATEMENTS: usize = 64;
/// Another process may be making a backup.
const BUSY: Duration = Duration::from_secs(5);
const SYNCHRONOUS: &str = "synchronous";
/// Its value for `NORMAL`: the log is synced only before it is written into the database.
const NORMAL: i64 = 1;

/// With the same settings as that of everything else.
pub(super) fn connect(database: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(database, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, SYNCHRONOUS, "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "journal_size_limit", LOG_KEPT)?;
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// Has the connection wait for no disk until it is [`as_usual`]; answers what it did before.
pub(super) fn not_synced(connection: &Connection) -> Result<i64, StoreError> {
    let usual: i64 = connection.pragma_query_value(None, SYNCHRONOUS, |row| row.get(0))?;
    connection.pragma_update(None, SYNCHRONOUS, usual.min(NORMAL))?;
    Ok(usual)
}

pub(super) fn as_usual(connection: &Connection, usual: i64) -> rusqlite::Result<()> {
    connection.pragma_update(None, SYNCHRONOUS, usual)
}

/// Writes all of the log into the database, unless somebody reads: then what is in the log stays there.
pub(super) fn empty_log(connection: &Connection) {
    let is_held_up = connection
        .busy_timeout(Duration::ZERO)
        .and_then(|()| {
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| {
                row.get::<_, bool>(0)
            })
        })
        .unwrap_or(true);
    if is_held_up {
        tracing::warn!(
            "another program reads the database: until it has closed it, whoever copies it has to copy `-wal` along"
        );
    }
}
