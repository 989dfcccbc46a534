//! Why settings were refused. The text is for the person at the terminal.

use std::{io, path::PathBuf};

use thiserror::Error;

use super::public_url::NoPublicUrl;

/// One refusal for each rule.
#[derive(Debug, Error)]
pub enum ConfigError {
    #[error("there is no setting {name}; the settings are {}", .known.join(", "))]
    Unknown { name: String, known: Vec<String> },
    #[error(
        "PostgreSQL is not in this release: leave DESKBELL_DATABASE_URL out, or give a SQLite file as sqlite:/path/to/file"
    )]
    PostgresNotYet,
    #[error("NATS is not in this release: leave DESKBELL_NATS_URL out")]
    NatsNotYet,
    #[error(
        "DESKBELL_DATABASE_URL names no database that is known: give a SQLite file as sqlite:/path/to/file"
    )]
    DatabaseUrl,
    #[error(transparent)]
    PublicUrl(#[from] NoPublicUrl),
    #[error("{name} and {name}_FILE are both set: set one of them")]
    Twice { name: &'static str },
    #[error("{name}_FILE: {path} can't be read: {source}")]
    SecretFile {
        name: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    #[error("set DESKBELL_DATA_DIR: there is neither XDG_DATA_HOME nor HOME to find a folder by")]
    NoHome,
    #[error("the data folder {path} can't be created: {source}")]
    DataDir { path: PathBuf, source: io::Error },
}
