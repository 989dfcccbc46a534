//! Whether this page is leaving by itself: because nobody is signed in any more, or its server is another. Then nobody is
//! asked whether it may.

use std::cell::Cell;

thread_local! {
    static BY_ITSELF: Cell<bool> = const { Cell::new(false) };
}

/// From here on it does.
pub fn begin() {
    BY_ITSELF.set(true);
}

pub fn is_by_itself() -> bool {
    BY_ITSELF.get()
}
