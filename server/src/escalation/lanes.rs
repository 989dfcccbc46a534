//! Turns at push services: each has a lane of its own, so that one that is slow delays nobody else's
//! messages, and one that asked to be left alone is.
//!
//! Whoever is signed in may name any address as that of a push service. So a lane is narrow until the
//! service has answered once, and again from when it fails to: what hangs there can't take up more than
//! a few of the turns that all share.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::time::Span;
use engine::clock::{Clock, Elapsed};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Messages on their way at once, to all services.
const ALL: usize = 256;
/// To one that answers. More would only wait for each other there.
const WIDE: usize = 32;
/// To one that has not answered yet, or not the last time.
const NARROW: usize = 4;
/// Beyond so many lanes, those that nobody uses are dropped.
const CROWD: usize = 1_000;

/// The lanes of all push services, by their origin.
#[derive(Debug)]
pub struct Lanes {
    lanes: Mutex<BTreeMap<String, Arc<Lane>>>,
    all: Arc<Semaphore>,
}

#[derive(Debug)]
struct Lane {
    wide: Arc<Semaphore>,
    narrow: Arc<Semaphore>,
    terms: Mutex<Terms>,
}

/// What is known of a push service.
#[derive(Debug, Default)]
struct Terms {
    standing: Standing,
    /// The service asked not to be called until then.
    closed_until: Elapsed,
    /// It asked that of single addresses.
    closed: BTreeMap<String, Elapsed>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Standing {
    #[default]
    Unproven,
    Answers,
}

/// May call its push service now. Dropped, it lets the next one in.
#[derive(Debug)]
pub struct Turn {
    lane: Arc<Lane>,
    endpoint: String,
    _turns: [Option<OwnedSemaphorePermit>; 3],
}

/// How a call ended, as far as it concerns the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Came,
    /// Whoever is behind this one address is not to be called for so long.
    LeaveAddress(Span),
    LeaveService(Span),
    NoneCame,
}

impl Lanes {
    /// None has been used yet.
    pub fn new() -> Self {
        Self {
            lanes: Mutex::default(),
            all: Arc::new(Semaphore::new(ALL)),
        }
    }

    /// Waits for a turn at the service of `origin`.
    ///
    /// # Errors
    /// The service asked not to be called for so much longer: nobody waits here for that.
    pub async fn turn(
        &self,
        clock: &dyn Clock,
        origin: &str,
        endpoint: &str,
    ) -> Result<Turn, Span> {
        let lane = self.lane(origin, clock.elapsed());
        lane.open(endpoint, clock.elapsed())?;
        let wide = acquire(&lane.wide).await;
        // Proven meanwhile, it would still be let in one by one; the lane is wide for the next.
        let narrow = match lane.standing() {
            Standing::Unproven => acquire(&lane.narrow).await,
            Standing::Answers => None,
        };
        let shared = acquire(&self.all).await;
        // Asked while this one waited.
        lane.open(endpoint, clock.elapsed())?;
        Ok(Turn {
            lane,
            endpoint: endpoint.to_owned(),
            _turns: [wide, narrow, shared],
        })
    }

    fn lane(&self, origin: &str, now: Elapsed) -> Arc<Lane> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        if lanes.len() > CROWD {
            lanes.retain(|_, lane| Arc::strong_count(lane) > 1 || lane.asks_for_rest(now));
        }
        let lane = lanes
            .entry(origin.to_owned())
            .or_insert_with(|| Arc::new(Lane::unproven()));
        Arc::clone(lane)
    }
}

impl Lane {
    /// To a service of which nothing is known.
    fn unproven() -> Self {
        Self {
            wide: Arc::new(Semaphore::new(WIDE)),
            narrow: Arc::new(Semaphore::new(NARROW)),
            terms: Mutex::default(),
        }
    }

    fn open(&self, endpoint: &str, now: Elapsed) -> Result<(), Span> {
        let mut terms = self.terms();
        terms.closed.retain(|_, until| now < *until);
        let of_address = terms.closed.get(endpoint).copied().unwrap_or_default();
        let left = terms.closed_until.max(of_address).since(now);
        if left == Span::default() {
            Ok(())
        } else {
            Err(left)
        }
    }

    fn standing(&self) -> Standing {
        self.terms().standing
    }

    fn asks_for_rest(&self, now: Elapsed) -> bool {
        let terms = self.terms();
        now < terms.closed_until || terms.closed.values().any(|until| now < *until)
    }

    fn terms(&self) -> MutexGuard<'_, Terms> {
        self.terms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Says how it went, and lets the next one in.
    pub fn end(self, answer: Answer, now: Elapsed) {
        let mut terms = self.lane.terms();
        terms.standing = match answer {
            Answer::NoneCame => Standing::Unproven,
            Answer::Came | Answer::LeaveAddress(_) | Answer::LeaveService(_) => Standing::Answers,
        };
        match answer {
            Answer::LeaveAddress(span) => {
                terms.closed.insert(self.endpoint.clone(), now + span);
            }
            Answer::LeaveService(span) => terms.closed_until = terms.closed_until.max(now + span),
            Answer::Came | Answer::NoneCame => {}
        }
    }
}

async fn acquire(semaphore: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
    // None of them is ever closed.
    Arc::clone(semaphore).acquire_owned().await.ok()
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;
    use engine::clock::TestClock;
    use futures::FutureExt;

    use super::*;

    const SLOW: &str = "https://slow.example";
    const QUICK: &str = "https://quick.example";

    fn clock() -> TestClock {
        TestClock::at(Timestamp(1_800_000_000_000))
    }

    /// What can be had without waiting.
    fn at_once(lanes: &Lanes, clock: &TestClock, origin: &str) -> Option<Turn> {
        let turn = lanes.turn(clock, origin, origin).now_or_never()?;
        Some(turn.expect("nobody asked for rest"))
    }

    #[test]
    fn a_service_that_does_not_answer_takes_up_few_turns_and_nobody_elses() {
        let (lanes, clock) = (Lanes::new(), clock());
        let hanging: Vec<_> = (0..NARROW).map(|_| at_once(&lanes, &clock, SLOW)).collect();
        assert!(hanging.iter().all(Option::is_some));
        assert!(at_once(&lanes, &clock, SLOW).is_none());
        assert!(at_once(&lanes, &clock, QUICK).is_some());
    }

    #[test]
    fn a_service_that_answers_gets_more_until_it_does_not() {
        let (lanes, clock) = (Lanes::new(), clock());
        let end = |answer| {
            let turn = at_once(&lanes, &clock, QUICK).expect("there is room");
            turn.end(answer, clock.elapsed());
        };
        let room = || {
            let turns: Vec<_> = std::iter::repeat_with(|| at_once(&lanes, &clock, QUICK))
                .map_while(|turn| turn)
                .collect();
            turns.len()
        };
        assert_eq!(room(), NARROW);
        end(Answer::Came);
        assert_eq!(room(), WIDE);
        end(Answer::NoneCame);
        assert_eq!(room(), NARROW);
    }

    #[test]
    fn who_asked_for_rest_is_left_alone_for_that_long() {
        let (lanes, clock) = (Lanes::new(), clock());
        let ask = |endpoint: &str| {
            let turn = lanes.turn(&clock, QUICK, endpoint).now_or_never();
            turn.expect("nobody waits for that").map(drop)
        };
        let end = |answer| {
            let turn = lanes.turn(&clock, QUICK, "one").now_or_never();
            let turn = turn.expect("there is room").expect("open");
            turn.end(answer, clock.elapsed());
        };
        end(Answer::LeaveAddress(Span::seconds(7)));
        assert_eq!(ask("one"), Err(Span::seconds(7)));
        assert_eq!(ask("two"), Ok(()));
        clock.advance(Span::seconds(7));
        assert_eq!(ask("one"), Ok(()));
        end(Answer::LeaveService(Span::seconds(3)));
        assert_eq!(ask("two"), Err(Span::seconds(3)));
        clock.advance(Span::seconds(3));
        assert_eq!(ask("two"), Ok(()));
    }
}
