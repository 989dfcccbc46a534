//! The files of a database: where they are, who may read them, and how the first one comes to be.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use sqlx::{
    ConnectOptions, Connection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::{
    error::OpenError,
    open::{MIGRATIONS, migration_failed},
};

/// What SQLite, and we, keep beside the database.
const BESIDE: [&str; 4] = ["-wal", "-shm", "-journal", "-mark"];
/// More than opening a database needs.
const ROOM: usize = 128 * 1024;

/// The file behind a symbolic link, beside which SQLite keeps the others.
pub(crate) fn real_path(path: &Path) -> Result<PathBuf, OpenError> {
    match fs::canonicalize(path) {
        Ok(real) => Ok(real),
        Err(_) if fs::symlink_metadata(path).is_ok_and(|file| file.is_symlink()) => {
            Err(OpenError::Unreadable {
                path: path.to_owned(),
                reason: "it is a link to a file that is not there".to_owned(),
            })
        }
        Err(_) => Ok(path.to_owned()),
    }
}

/// The name of a file beside the database.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

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

/// Customers' names and agents' passwords are for this user's eyes only. SQLite gives the files beside
/// the database its mode.
pub(crate) fn keep_private(path: &Path) {
    let files = BESIDE.iter().map(|suffix| beside(path, suffix));
    for file in files.chain([path.to_owned(), path.with_extension("lock")]) {
        take_from_others(&file);
    }
}

/// Has only this user read and write a file, if it is there.
pub fn take_from_others(file: &Path) {
    let Ok(known) = fs::metadata(file) else {
        return;
    };
    let mode = known.permissions().mode() & 0o7777;
    let of_others = mode & 0o077;
    if !known.is_file() || of_others == 0 {
        return;
    }
    let narrowed = fs::Permissions::from_mode(mode & !0o077);
    let narrowed = fs::set_permissions(file, narrowed);
    let (file, mode) = (file.display(), format!("{mode:04o}"));
    match narrowed {
        Ok(()) => {
            tracing::warn!(%file, mode, "others on this machine could read this file; now they can't");
        }
        Err(error) => {
            tracing::warn!(%file, mode, %error, "others on this machine can read this file: make it 0600");
        }
    }
}

/// Whether there is no room where the database is. SQLite calls that an I/O error when it can't even
/// begin, so it is tried out.
pub(crate) fn is_full(path: &Path) -> bool {
    let probe = beside(path, "-room");
    let written = OpenOptions::new()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(&probe)
        .and_then(|mut file| {
            file.write_all(&vec![0; ROOM])?;
            file.sync_all()
        });
    // Of no use to anybody; that it stays would be found out by the next look at the folder.
    let _ = fs::remove_file(&probe);
    written.is_err_and(|error| means_full(&error))
}

pub(crate) fn means_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}
