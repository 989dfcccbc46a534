//! The files of a database: where they are, and who may read them.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use super::beside::{BESIDE, beside};
use crate::error::OpenError;

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
