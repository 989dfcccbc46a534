//! The only place that reads a clock. Everything else is handed the time.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use domain::time::{Span, Timestamp};
use tokio::sync::watch;

/// Tells the time and waits for it.
pub trait Clock: fmt::Debug + Send + Sync {
    fn now(&self) -> Timestamp;

    /// Returns at `at` or soon after; at once when that has passed.
    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the place")]
    fn now(&self) -> Timestamp {
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
    }

    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let ahead = u64::try_from(at.since(self.now()).0).unwrap_or(0);
        Box::pin(tokio::time::sleep(Duration::from_millis(ahead)))
    }
}

/// A clock for tests: it stands still until it is told to go on.
#[derive(Clone, Debug)]
pub struct TestClock {
    now: watch::Sender<Timestamp>,
}

impl TestClock {
    pub fn at(now: Timestamp) -> Self {
        Self {
            now: watch::Sender::new(now),
        }
    }

    /// Moves the time on and wakes whoever waited for it.
    pub fn advance(&self, span: Span) {
        self.now.send_modify(|now| *now = *now + span);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.now.borrow()
    }

    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let mut now = self.now.subscribe();
        Box::pin(async move {
            // The sender is `self`, which outlives this future, so waiting can't fail.
            let _ = now.wait_for(|now| *now >= at).await;
        })
    }
}
