//! How a new database comes to be.

use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use sqlx::{
    ConnectOptions, Connection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{
    beside::{BESIDE, beside},
    schema::{MIGRATIONS, migration_failed},
};
use crate::error::OpenError;

/// Makes a new database. It gets its name only when it is whole: an empty file of that name was never
/// ours, whenever we were interrupted.
pub(crate) async fn create(path: &Path, id: &str) -> Result<(), OpenError> {
    let left = beside(path, "-wal");
    if fs::metadata(&left).is_ok_and(|file| file.len() > 0) {
        return Err(OpenError::Gone {
            path: path.to_owned(),
            left,
        });
    }
    let new = beside(path, "-new");
    let forget = || {
        for file in BESIDE
            .iter()
            .map(|suffix| beside(&new, suffix))
            .chain([new.clone()])
        {
            // Not there, as a rule.
            let _ = fs::remove_file(file);
        }
    };
    forget();
    let made = fill(path, &new, id).await;
    if made.is_err() {
        forget();
    }
    made
}

async fn fill(path: &Path, new: &Path, id: &str) -> Result<(), OpenError> {
    let failed = |error: io::Error| OpenError::from_io(path, &error);
    let file = OpenOptions::new()
        .create_new(true)
        .read(true)
        .write(true)
        .mode(0o600)
        .open(new)
        .map_err(failed)?;
    let failed_in = |error: sqlx::Error| OpenError::from_database(path.to_owned(), &error);
    let mut connection = SqliteConnectOptions::new()
        .filename(new)
        // All of it has to be in the one file: on a full disk a log would not be worked in, and be left
        // behind by the renaming.
        .journal_mode(SqliteJournalMode::Delete)
        // Synced below, in one go.
        .synchronous(SqliteSynchronous::Off)
        .connect()
        .await
        .map_err(failed_in)?;
    if let Err(error) = MIGRATIONS.run(&mut connection).await {
        return Err(migration_failed(path.to_owned(), error));
    }
    sqlx::query("INSERT INTO installation (one, epoch, id) VALUES (1, $1, $1)")
        .bind(id)
        .execute(&mut connection)
        .await
        .map_err(failed_in)?;
    connection.close().await.map_err(failed_in)?;
    file.sync_all().map_err(failed)?;
    fs::rename(new, path).map_err(failed)?;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))
        .and_then(|folder| folder.sync_all())
        .map_err(failed)
}
