//! In the session's storage: this page was already reloaded because it could not read a snapshot.

use leptos::prelude::window;
use web_sys::Storage;

const RELOADED: &str = "deskbell-reloaded";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It was not there yet.
    Set,
    WasSet,
    /// The browser keeps nothing for us.
    NoStorage,
}

pub fn set() -> Mark {
    let Some(storage) = storage() else {
        return Mark::NoStorage;
    };
    if matches!(storage.get_item(RELOADED), Ok(None)) && storage.set_item(RELOADED, "").is_ok() {
        Mark::Set
    } else {
        Mark::WasSet
    }
}

pub fn clear() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(RELOADED);
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}
