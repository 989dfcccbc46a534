//! The browser's clock, its chance, and its timers.

use domain::time::Timestamp;
use gloo_timers::callback::{Interval, Timeout};

/// It goes on while the laptop sleeps, and it may be wrong: only differences between two of its readings
/// mean anything.
pub fn now() -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds since 1970 are whole and far below 2^53"
    )]
    Timestamp(js_sys::Date::now() as i64)
}

/// A random number from 0 to 1.
pub fn luck() -> f64 {
    js_sys::Math::random()
}

/// Once. Timers of a hidden page fall to one a minute.
pub fn after(millis: u32, due: impl FnOnce() + 'static) {
    Timeout::new(millis, due).forget();
}

/// For as long as the page lives.
pub fn every(millis: u32, due: impl FnMut() + 'static) {
    Interval::new(millis, due).forget();
}
