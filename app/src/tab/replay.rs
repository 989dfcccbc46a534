//! Whether what the stream brings has just happened, or long ago while nobody listened. An offer in a
//! replay may be over a few lines further down, so only the end of a replay is acted upon.

use domain::time::{Span, Timestamp};

/// What the stream brings later than this after it happened comes from a replay.
const REPLAYED_AFTER: Span = Span::seconds(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    Live,
    Replayed,
}

/// Of what happened at `at`, both in the server's time.
pub fn freshness(at: Timestamp, now: Timestamp) -> Freshness {
    if now.since(at) > REPLAYED_AFTER {
        Freshness::Replayed
    } else {
        Freshness::Live
    }
}

/// Counts replayed events: only the last one of a replay is acted upon.
#[derive(Debug, Default)]
pub struct Replay(u32);

impl Replay {
    /// One came. The number is for [`Replay::ended_with`].
    pub fn note(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(1);
        self.0
    }

    /// Whether none came after it.
    pub fn ended_with(&self, number: u32) -> bool {
        self.0 == number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    #[test]
    fn what_happened_more_than_two_seconds_ago_is_a_replay() {
        assert_eq!(freshness(NOW - Span(2_000), NOW), Freshness::Live);
        assert_eq!(freshness(NOW - Span(2_001), NOW), Freshness::Replayed);
        // A clock that is a little behind.
        assert_eq!(freshness(NOW + Span(500), NOW), Freshness::Live);
    }

    #[test]
    fn only_the_last_of_a_replay_ends_it() {
        let mut replay = Replay::default();
        let first = replay.note();
        let last = replay.note();
        assert!(!replay.ended_with(first));
        assert!(replay.ended_with(last));
    }
}
