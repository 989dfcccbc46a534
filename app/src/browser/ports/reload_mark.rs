//! In the session's storage: why this page was already reloaded. A second time it would be of no use.

use leptos::prelude::window;
use web_sys::Storage;

/// What a page could not get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A snapshot that it can read.
    Snapshot,
    /// A file of its own release.
    File,
}

impl Missing {
    fn name(self) -> &'static str {
        match self {
            Self::Snapshot => "deskbell-reloaded",
            Self::File => "deskbell-reloaded-for-file",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It was not there yet.
    Set,
    WasSet,
    /// The browser keeps nothing for us.
    NoStorage,
}

pub fn set(why: Missing) -> Mark {
    let Some(storage) = storage() else {
        return Mark::NoStorage;
    };
    let name = why.name();
    if matches!(storage.get_item(name), Ok(None)) && storage.set_item(name, "").is_ok() {
        Mark::Set
    } else {
        Mark::WasSet
    }
}

pub fn clear(why: Missing) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(why.name());
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}
