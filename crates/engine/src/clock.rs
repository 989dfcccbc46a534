//! The only place that reads a clock. Everything else is handed the time.
//!
//! There are two kinds of time. What is due at a time of day, and what is written down, goes by the
//! clock on the wall, which somebody may set. How long something has lasted goes by clocks that nobody
//! can set: one that goes on while the machine sleeps, and one that sleeps with it, for what the server
//! itself had to be awake to see. A deadline in the journal is a time on the wall all the same, because
//! only that means something after a restart; the clock says by how much it was set, and the desk moves
//! what runs ([`Command::StepClock`](domain::command::Command::StepClock)).

use std::{
    fmt,
    future::Future,
    ops::Add,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use domain::time::{Span, Step, Timestamp};
use rustix::time::{ClockId, Timespec, clock_gettime};
use tokio::sync::watch;

pub type Sleep<'clock> = Pin<Box<dyn Future<Output = ()> + Send + 'clock>>;

/// A smaller difference is none that somebody set: that is how time servers correct a clock all day.
pub(crate) const SET: i64 = 1_000;
/// Two readings this close belong together.
const AT_ONCE: Span = Span(100);
/// Who waits for a time on the wall looks at it this often: a timer of the system measures lengths of
/// time, and not while the machine sleeps.
const LOOKED_AT_EVERY: Span = Span::seconds(1);

/// What a clock shows that nobody can set: how long it has run. By itself that means nothing; the
/// difference of two readings is the time that has passed between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Elapsed(Span);

impl Elapsed {
    /// How long ago `earlier` was; zero when it lies ahead.
    #[must_use]
    pub fn since(self, earlier: Self) -> Span {
        Span((self.0.0 - earlier.0.0).max(0))
    }
}

impl Add<Span> for Elapsed {
    type Output = Self;

    fn add(self, span: Span) -> Self {
        Self(Span(self.0.0.saturating_add(span.0)))
    }
}

/// Tells the time and waits for it.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The time on the wall: what is due and what is written down goes by it.
    fn now(&self) -> Timestamp;

    /// For how long something lasts, the machine's sleep included.
    fn elapsed(&self) -> Elapsed;

    /// For how long this machine could have seen or heard something: without its sleep.
    fn awake(&self) -> Elapsed;

    /// By how much the clock on the wall was set, all in all, since this clock was started.
    fn set_by(&self) -> Step;

    /// Returns at `at` or soon after, at once when that has passed; and when somebody sets the clock
    /// meanwhile, so that the caller looks again.
    fn sleep_until(&self, at: Timestamp) -> Sleep<'_>;

    /// Returns after so long, whatever happens to the clock on the wall.
    fn sleep(&self, span: Span) -> Sleep<'_>;
}

/// The machine's clock. All that is cloned from one notices together when it is set.
#[derive(Clone, Debug)]
pub struct SystemClock {
    steps: Arc<Mutex<Steps>>,
}

/// Notices when the clock on the wall moves otherwise than time passes.
#[derive(Clone, Copy, Debug)]
struct Steps {
    /// How far the wall was ahead of the time that had elapsed.
    ahead: i64,
    all: Step,
}

impl Steps {
    fn from(now: Timestamp, elapsed: Elapsed) -> Self {
        Self {
            ahead: now.0 - elapsed.0.0,
            all: Step::default(),
        }
    }

    fn note(&mut self, now: Timestamp, elapsed: Elapsed) {
        let ahead = now.0 - elapsed.0.0;
        let by = ahead - self.ahead;
        if by.abs() > SET {
            self.all = Step(self.all.0 + by);
            tracing::warn!(milliseconds = by, "the clock was set");
        }
        self.ahead = ahead;
    }
}

impl SystemClock {
    fn look(&self) -> (Timestamp, Step) {
        // Read under the lock: of two who read at once, the later must not note the earlier's time.
        let mut steps = self.steps();
        loop {
            let before = running_on();
            let now = wall();
            // Whoever was stopped between the two readings would see a step where there was none.
            if running_on().since(before) < AT_ONCE {
                steps.note(now, before);
                return (now, steps.all);
            }
        }
    }

    fn steps(&self) -> MutexGuard<'_, Steps> {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self {
            steps: Arc::new(Mutex::new(Steps::from(wall(), running_on()))),
        }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        self.look().0
    }

    fn elapsed(&self) -> Elapsed {
        running_on()
    }

    fn awake(&self) -> Elapsed {
        read(ClockId::Monotonic)
    }

    fn set_by(&self) -> Step {
        self.look().1
    }

    fn sleep_until(&self, at: Timestamp) -> Sleep<'_> {
        Box::pin(async move {
            let (mut now, begun) = self.look();
            let mut set_by = begun;
            while now < at && set_by == begun {
                tokio::time::sleep(duration(at.since(now).min(LOOKED_AT_EVERY))).await;
                (now, set_by) = self.look();
            }
        })
    }

    fn sleep(&self, span: Span) -> Sleep<'_> {
        Box::pin(async move {
            let end = self.elapsed() + span;
            loop {
                let left = end.since(self.elapsed());
                if left == Span::default() {
                    return;
                }
                tokio::time::sleep(duration(left.min(LOOKED_AT_EVERY))).await;
            }
        })
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the place")]
fn wall() -> Timestamp {
    let since_epoch = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
}

/// Goes on while the machine sleeps.
fn running_on() -> Elapsed {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let clock = ClockId::Boottime;
    // Elsewhere this one goes on by itself.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let clock = ClockId::Monotonic;
    read(clock)
}

fn read(clock: ClockId) -> Elapsed {
    let Timespec { tv_sec, tv_nsec } = clock_gettime(clock);
    Elapsed(Span(tv_sec * 1_000 + tv_nsec / 1_000_000))
}

fn duration(span: Span) -> Duration {
    Duration::from_millis(u64::try_from(span.0).unwrap_or(0))
}

/// A clock for tests: it stands still until it is told to go on, and each of its hands can be moved.
#[derive(Clone, Debug)]
pub struct TestClock {
    hands: watch::Sender<Hands>,
}

#[derive(Clone, Copy, Debug)]
struct Hands {
    wall: Timestamp,
    elapsed: Elapsed,
    awake: Elapsed,
    set_by: Step,
}

impl TestClock {
    pub fn at(now: Timestamp) -> Self {
        Self {
            hands: watch::Sender::new(Hands {
                wall: now,
                elapsed: Elapsed::default(),
                awake: Elapsed::default(),
                set_by: Step::default(),
            }),
        }
    }

    /// Moves the time on and wakes whoever waited for it.
    pub fn advance(&self, span: Span) {
        self.hands.send_modify(|hands| {
            hands.wall = hands.wall + span;
            hands.elapsed = hands.elapsed + span;
            hands.awake = hands.awake + span;
        });
    }

    /// Sets the clock on the wall, while no time passes.
    pub fn set(&self, by: Step) {
        self.hands.send_modify(|hands| {
            hands.wall = hands.wall + by;
            hands.set_by = Step(hands.set_by.0 + by.0);
        });
    }

    /// The clock is set while nobody is there to notice: the next server starts with it.
    pub fn set_unnoticed(&self, by: Step) {
        self.hands.send_modify(|hands| hands.wall = hands.wall + by);
    }

    /// The machine sleeps for so long, and wakes up.
    pub fn suspend(&self, span: Span) {
        self.hands.send_modify(|hands| {
            hands.wall = hands.wall + span;
            hands.elapsed = hands.elapsed + span;
        });
    }

    fn wait_for(&self, reached: impl Fn(&Hands) -> bool + Send + Sync + 'static) -> Sleep<'_> {
        let mut hands = self.hands.subscribe();
        Box::pin(async move {
            // The sender is `self`, which outlives this future, so waiting can't fail.
            let _ = hands.wait_for(|hands| reached(hands)).await;
        })
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        self.hands.borrow().wall
    }

    fn elapsed(&self) -> Elapsed {
        self.hands.borrow().elapsed
    }

    fn awake(&self) -> Elapsed {
        self.hands.borrow().awake
    }

    fn set_by(&self) -> Step {
        self.hands.borrow().set_by
    }

    fn sleep_until(&self, at: Timestamp) -> Sleep<'_> {
        let set_by = self.set_by();
        self.wait_for(move |hands| hands.wall >= at || hands.set_by != set_by)
    }

    fn sleep(&self, span: Span) -> Sleep<'_> {
        let end = self.elapsed() + span;
        self.wait_for(move |hands| hands.elapsed >= end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp(1_800_000_000_000);

    fn steps_after(readings: &[(i64, i64)]) -> Step {
        let mut steps = Steps::from(START, Elapsed::default());
        for (wall, elapsed) in readings {
            steps.note(START + Step(*wall), Elapsed(Span(*elapsed)));
        }
        steps.all
    }

    #[test]
    fn a_clock_that_was_set_says_by_how_much() {
        assert_eq!(steps_after(&[(5_000, 5_000)]), Step(0));
        assert_eq!(steps_after(&[(3_605_000, 5_000)]), Step(3_600_000));
        assert_eq!(steps_after(&[(-3_595_000, 5_000)]), Step(-3_600_000));
        let there_and_back = [(3_605_000, 5_000), (3_606_000, 6_000), (7_000, 7_000)];
        assert_eq!(steps_after(&there_and_back), Step(0));
    }

    /// A time server that slows the clock down or speeds it up sets nothing, however long it does.
    #[test]
    fn a_clock_that_runs_too_fast_was_not_set() {
        let readings: Vec<_> = (1..=7_200)
            .map(|second| (second * 1_010, second * 1_000))
            .collect();
        assert_eq!(steps_after(&readings), Step(0));
    }

    #[test]
    fn the_machines_clocks_run() {
        let clock = SystemClock::default();
        assert!(clock.now() > START - Span::days(3_650));
        let awake = clock.awake();
        assert!(
            clock.elapsed() >= awake,
            "it has slept for less than no time"
        );
        assert_eq!(clock.set_by(), Step(0));
    }

    #[tokio::test]
    async fn who_waits_for_a_time_on_the_wall_looks_again_when_the_clock_is_set() {
        let clock = TestClock::at(START);
        let waiting = clock.sleep_until(START + Span::minutes(5));
        clock.set(Step(-1));
        waiting.await;
        let waiting = clock.sleep(Span::seconds(4));
        clock.set(Step(60_000));
        clock.advance(Span::seconds(4));
        waiting.await;
    }

    #[tokio::test]
    async fn the_machines_clock_waits() {
        let clock = SystemClock::default();
        let begun = clock.elapsed();
        clock.sleep_until(clock.now() + Span(20)).await;
        clock.sleep(Span(20)).await;
        // A reading cuts the rest of a millisecond off.
        assert!(clock.elapsed().since(begun) >= Span(38));
    }
}
