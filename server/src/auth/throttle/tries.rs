//! The tries of one account, or from one address: how many were wrong of late, and how long it has to wait.

use std::collections::VecDeque;

use domain::time::{Span, Timestamp};

/// Wrong tries are remembered this long.
const WINDOW: Span = Span::minutes(15);
const LONGEST_WAIT: Span = WINDOW;
const FIRST_WAIT: Span = Span::seconds(2);

/// What is remembered of them.
#[derive(Debug, Default)]
pub struct Tries {
    pub wrong: VecDeque<Timestamp>,
    pub closed_until: Timestamp,
    pub in_flight: usize,
}

impl Tries {
    /// Whether one more may be in flight: if all of them are wrong, the wait begins with the last.
    pub fn has_place(&mut self, limit: usize, now: Timestamp) -> bool {
        self.drop_old(now);
        self.in_flight < limit.saturating_sub(self.wrong.len()).max(1)
    }

    /// One more was wrong. Answers how long to wait, if there is a wait.
    pub fn add(&mut self, now: Timestamp, limit: usize) -> Option<Span> {
        self.drop_old(now);
        self.wrong.push_back(now);
        let beyond = self.wrong.len().checked_sub(limit)?;
        let wait = wait(beyond);
        self.closed_until = now + wait;
        Some(wait)
    }

    fn drop_old(&mut self, now: Timestamp) {
        while self.wrong.front().is_some_and(|at| *at + WINDOW <= now) {
            self.wrong.pop_front();
        }
    }

    /// Whether anything of it still counts.
    pub fn matters(&self, now: Timestamp) -> bool {
        self.in_flight > 0
            || self.closed_until > now
            || self.wrong.back().is_some_and(|at| *at + WINDOW > now)
    }
}

/// 2 s, 4 s, 8 s, ... up to 15 minutes.
fn wait(beyond: usize) -> Span {
    let doublings = u32::try_from(beyond).unwrap_or(u32::MAX).min(30);
    Span((FIRST_WAIT.0 << doublings).min(LONGEST_WAIT.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_has_an_end() {
        assert_eq!(wait(0), Span::seconds(2));
        assert_eq!(wait(8), Span::seconds(512));
        assert_eq!(wait(9), Span::minutes(15));
        assert_eq!(wait(usize::MAX), Span::minutes(15));
    }
}
