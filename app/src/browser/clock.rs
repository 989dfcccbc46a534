//! The server's clock, as this browser knows it, and the browser's own for measuring silence.

use std::cell::Cell;

use domain::time::{Span, Timestamp};

/// The browser's clock. It goes on while the laptop sleeps, and it may be wrong: only differences
/// between two of its readings mean anything.
pub fn browser_now() -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 are whole and far below 2^53"
    )]
    Timestamp(js_sys::Date::now() as i64)
}

pub fn silence_since(heard: Timestamp) -> Span {
    browser_now().since(heard)
}

/// The server's clock, carried on by the browser's between two of its heartbeats.
pub struct ServerClock {
    ahead: Cell<i64>,
}

impl ServerClock {
    pub fn set_to(now: Timestamp) -> Self {
        Self {
            ahead: Cell::new(now.0 - browser_now().0),
        }
    }

    pub fn correct(&self, now: Timestamp) {
        self.ahead.set(now.0 - browser_now().0);
    }

    pub fn now(&self) -> Timestamp {
        Timestamp(browser_now().0 + self.ahead.get())
    }
}
