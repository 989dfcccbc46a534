//! When the reactor has to look at somebody. Who is gone by then is not taken off the list before.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use domain::time::Span;
use engine::{Slot, clock::Elapsed};

/// Ends of streams are told apart no finer than this, and so share what it takes to remember them.
const GRAIN: i64 = 4_000;

pub struct Due {
    began: Elapsed,
    /// By the number of grains that have passed since.
    ends: BTreeMap<i64, Vec<Slot>>,
    looks: BTreeSet<(Elapsed, Slot)>,
}

impl Due {
    pub fn since(began: Elapsed) -> Self {
        Self {
            began,
            ends: BTreeMap::new(),
            looks: BTreeSet::new(),
        }
    }

    pub fn ends_at(&mut self, slot: Slot, at: Elapsed) {
        let grain = at.since(self.began).0 / GRAIN + 1;
        self.ends.entry(grain).or_default().push(slot);
    }

    pub fn look_at(&mut self, slot: Slot, at: Elapsed) {
        self.looks.insert((at, slot));
    }

    /// Streams whose time is over.
    pub fn ended(&mut self, now: Elapsed) -> Option<Vec<Slot>> {
        let first = self.ends.first_entry()?;
        let is_over = now.since(self.began).0 >= first.key() * GRAIN;
        is_over.then(|| first.remove())
    }

    /// Somebody who may have been slow for too long.
    pub fn slow(&mut self, now: Elapsed) -> Option<Slot> {
        let (at, slot) = *self.looks.first()?;
        (at <= now).then(|| {
            self.looks.remove(&(at, slot));
            slot
        })
    }

    /// How long there is nothing to look at.
    pub fn quiet(&self, now: Elapsed) -> Option<Duration> {
        let end = self.ends.keys().next();
        let end = end.map(|grain| self.began + Span(grain * GRAIN));
        let look = self.looks.first().map(|(at, _)| *at);
        let next = [end, look].into_iter().flatten().min()?;
        // Rounded up: a moment early it would be asked again and again.
        let left = u64::try_from(next.since(now).0 + 1).unwrap_or(0);
        Some(Duration::from_millis(left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_due_early_and_everything_in_time() {
        let at = |ms| Elapsed::default() + Span(ms);
        let mut due = Due::since(at(500));
        assert_eq!(due.quiet(at(500)), None);
        due.ends_at(Slot(1), at(10_000));
        due.ends_at(Slot(2), at(10_100));
        due.look_at(Slot(3), at(9_000));
        assert_eq!(due.quiet(at(8_000)), Some(Duration::from_millis(1_001)));
        assert_eq!(due.slow(at(8_999)), None);
        assert_eq!(due.slow(at(9_000)), Some(Slot(3)));
        assert_eq!(due.slow(at(9_000)), None);
        assert_eq!(due.ended(at(10_000)), None);
        let end = at(10_000).since(at(0)).0
            + i64::try_from(due.quiet(at(10_000)).unwrap().as_millis()).unwrap();
        assert!(end <= 10_100 + GRAIN, "{end}");
        assert_eq!(due.ended(at(end)), Some(vec![Slot(1), Slot(2)]));
        assert_eq!(due.quiet(at(end)), None);
    }
}
