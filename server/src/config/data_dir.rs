//! The data folder: where it is if nobody says, and how it is made.

use std::{
    env, fs,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use super::error::ConfigError;

/// Where it is if nobody says: with what other programs of this user keep.
///
/// # Errors
/// Nobody says where that is.
pub fn usual() -> Result<PathBuf, ConfigError> {
    let folder = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    folder("XDG_DATA_HOME")
        .or_else(|| folder("HOME").map(|home| home.join(".local/share")))
        .map(|base| base.join("deskbell"))
        .ok_or(ConfigError::NoHome)
}

/// Customers' names and agents' passwords live there: for this user's eyes only.
///
/// # Errors
/// It is not there and can't be made.
pub fn create_private(path: &Path) -> Result<(), ConfigError> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(|source| ConfigError::DataDir {
            path: path.to_owned(),
            source,
        })
}
