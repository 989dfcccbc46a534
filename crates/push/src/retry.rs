//! Whether a message that was not taken is sent again, and when.

use std::time::Duration;

/// Before the first repetition when the push service names no time; doubled for each further one.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// A push service that failed so often is not asked again for this message.
const ATTEMPTS: u32 = 5;

/// How long to wait after the `failed`th attempt failed, with `left` of the time in which the message
/// is of use. `asked` is what the push service said with `Retry-After`: it is never asked earlier.
/// `None`: give up, the next attempt would come too late.
pub fn next_attempt(failed: u32, asked: Option<Duration>, left: Duration) -> Option<Duration> {
    if failed >= ATTEMPTS {
        return None;
    }
    let wait = asked.unwrap_or_else(|| FIRST_WAIT * 2_u32.pow(failed.saturating_sub(1)));
    // Zero seconds is no permission to ask in a loop.
    let wait = wait.max(FIRST_WAIT);
    (wait < left).then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn what_the_push_service_asks_for_is_honoured_within_the_ring_time() {
        assert_eq!(
            next_attempt(1, Some(seconds(4)), seconds(17)),
            Some(seconds(4))
        );
        assert_eq!(next_attempt(1, Some(seconds(17)), seconds(17)), None);
        assert_eq!(next_attempt(1, Some(seconds(3_600)), seconds(17)), None);
        assert_eq!(
            next_attempt(1, Some(seconds(0)), seconds(17)),
            Some(seconds(1))
        );
    }

    #[test]
    fn without_a_word_the_waits_grow_and_end() {
        let waits: Vec<_> = (1..=5)
            .map(|failed| next_attempt(failed, None, seconds(60)))
            .collect();
        assert_eq!(
            waits,
            [
                Some(seconds(1)),
                Some(seconds(2)),
                Some(seconds(4)),
                Some(seconds(8)),
                None
            ]
        );
        assert_eq!(
            next_attempt(3, None, seconds(3)),
            None,
            "it would come too late"
        );
    }
}
