//! When to try again after the event stream broke off: at once, then more and more slowly, for ever.

use domain::time::Span;

/// Seconds before the first, second, ... attempt; the last one repeats. However long the server was
/// away, an untouched desktop has to ring within 15 s of its return.
const WAITS: [i64; 5] = [0, 1, 2, 4, 8];
/// How far desktops spread out that lost the same server at the same moment.
const SPREAD: Span = Span(400);

/// How long to wait before this attempt, counted from zero. What has been `waited` already counts: an
/// attempt that hung is followed by the next. `luck` is a random number from 0 to 1: it stretches the
/// wait by up to a quarter, so that a restarted server is not met by everybody at once.
pub fn wait_before(attempt: usize, waited: Span, luck: f64) -> Span {
    let wait = Span::seconds(WAITS[attempt.min(WAITS.len() - 1)]);
    let stretch = wait.0 / 4 + SPREAD.0;
    Span((wait.0 - waited.0).max(0) + share(stretch, luck))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a few thousand milliseconds"
)]
fn share(whole: i64, luck: f64) -> i64 {
    (whole as f64 * luck.clamp(0.0, 1.0)) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOT_YET: Span = Span(0);

    #[test]
    fn the_first_attempt_follows_at_once_and_the_later_ones_ever_more_slowly() {
        let waits: Vec<_> = (0..7)
            .map(|attempt| wait_before(attempt, NOT_YET, 0.0).0)
            .collect();
        assert_eq!(waits, [0, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    }

    #[test]
    fn an_attempt_that_hung_has_been_waited_for() {
        assert_eq!(wait_before(4, Span::seconds(3), 0.0), Span::seconds(5));
        assert_eq!(wait_before(4, Span::seconds(10), 0.0), Span(0));
    }

    #[test]
    fn luck_spreads_the_attempts_and_none_comes_too_late_to_ring_in_time() {
        assert_eq!(wait_before(0, Span::seconds(10), 1.0), Span(400));
        assert_eq!(wait_before(99, NOT_YET, 1.0), Span(8_000 + 2_000 + 400));
        assert_eq!(
            wait_before(1, NOT_YET, f64::NAN),
            wait_before(1, NOT_YET, 0.0)
        );
    }
}
