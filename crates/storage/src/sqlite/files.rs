//! The files of a database: where they are, and who may read them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::beside::{BESIDE, beside};
use crate::{error::OpenError, private_file::take_from_others};

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

/// Customers' names and agents' passwords are for this user's eyes only. SQLite gives the files beside
/// the database its mode.
pub(crate) fn keep_private(path: &Path) {
    let files = BESIDE.iter().map(|suffix| beside(path, suffix));
    for file in files.chain([path.to_owned(), path.with_extension("lock")]) {
        take_from_others(&file);
    }
}
