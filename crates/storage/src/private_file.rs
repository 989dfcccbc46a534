//! Files that are for this user's eyes only.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

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
