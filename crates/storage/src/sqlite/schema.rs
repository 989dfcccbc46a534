//! The schema of this release, and what is wrong with a database that it can't be brought to.

use std::path::PathBuf;

use sqlx::migrate::{MigrateError, Migrator};

use crate::error::OpenError;

pub(crate) static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

pub(crate) fn migration_failed(path: PathBuf, error: MigrateError) -> OpenError {
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
