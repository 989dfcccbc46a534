//! When a silent connection counts as dead, and when a silent leader counts as frozen. The browser says
//! how long it has been silent; what follows from that is decided here.

use domain::time::{Span, Timestamp};

/// How often the tabs tell each other how they are.
pub const TELL_EVERY: Span = Span(4_500);
/// The server sends something every 10 s. After this long the connection is dead, whatever the
/// browser believes.
const DEAD_AFTER: Span = Span::seconds(25);
/// Asked by somebody who has just come back to the page, one heartbeat missing is enough.
const SUSPECT_AFTER: Span = Span::seconds(12);
/// For a connection that never became one. The pulse of a hidden page comes every 5 s: it is given up
/// after 10 s then.
const CONNECTING_FOR: Span = Span::seconds(8);
/// A leader that said nothing for this long is frozen.
const FROZEN_AFTER: Span = Span::seconds(25);
/// A leader that has said nothing for this long has no connection to speak of.
const LEADER_SILENT_AFTER: Span = Span::seconds(15);

/// The connection as the browser has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Open,
    Connecting,
    /// None: the next attempt is due then.
    Down {
        retry_at: Timestamp,
    },
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    Nothing,
    /// Open another one, in its place if there is one.
    Open,
    /// It is lost: another one after a while.
    GiveUp,
}

/// Every few seconds.
pub fn watch(line: Line, heard_at: Timestamp, now: Timestamp) -> Care {
    let patience = match line {
        Line::Down { retry_at } if retry_at <= now => return Care::Open,
        Line::Down { .. } => return Care::Nothing,
        Line::Connecting => CONNECTING_FOR,
        Line::Open => DEAD_AFTER,
    };
    if now.since(heard_at) > patience {
        Care::GiveUp
    } else {
        Care::Nothing
    }
}

/// Somebody is back at the page, or the network is: the next attempt is not waited for.
pub fn check(line: Line, heard_at: Timestamp, now: Timestamp) -> Care {
    let suspect = now.since(heard_at) > SUSPECT_AFTER;
    match line {
        Line::Down { .. } => Care::Open,
        Line::Open | Line::Connecting if suspect => Care::Open,
        Line::Open | Line::Connecting => Care::Nothing,
    }
}

/// Whether what arrives after such a silence is old: the page slept or was frozen, and gets in a burst what
/// came meanwhile. The replay of a new stream ends at the present.
pub fn is_stale_after(silence: Span) -> bool {
    silence > DEAD_AFTER
}

/// The leader, as its followers hear it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leader {
    Alive,
    Silent,
    /// Somebody has to take its place.
    Frozen,
}

pub fn leader_after(silence: Span) -> Leader {
    if silence > FROZEN_AFTER {
        Leader::Frozen
    } else if silence > LEADER_SILENT_AFTER {
        Leader::Silent
    } else {
        Leader::Alive
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn ago(seconds: i64) -> Timestamp {
        NOW - Span::seconds(seconds)
    }

    #[test]
    fn a_connection_that_hears_heartbeats_is_left_alone() {
        for seconds in [0, 10, 25] {
            assert_eq!(watch(Line::Open, ago(seconds), NOW), Care::Nothing);
        }
    }

    #[test]
    fn a_connection_that_is_silent_for_two_heartbeats_is_given_up() {
        assert_eq!(watch(Line::Open, ago(26), NOW), Care::GiveUp);
    }

    #[test]
    fn a_connection_that_does_not_come_about_is_given_up_sooner() {
        assert_eq!(watch(Line::Connecting, ago(8), NOW), Care::Nothing);
        assert_eq!(watch(Line::Connecting, ago(9), NOW), Care::GiveUp);
    }

    #[test]
    fn the_next_attempt_is_made_when_it_is_due_and_not_before() {
        let down = |retry_at| Line::Down { retry_at };
        // However long nothing was heard.
        assert_eq!(watch(down(NOW + Span(1)), ago(999), NOW), Care::Nothing);
        assert_eq!(watch(down(NOW), ago(0), NOW), Care::Open);
        assert_eq!(watch(down(ago(60)), ago(0), NOW), Care::Open);
    }

    #[test]
    fn who_comes_back_to_the_page_does_not_wait_for_an_attempt() {
        let down = Line::Down {
            retry_at: NOW + Span::seconds(8),
        };
        assert_eq!(check(down, ago(1), NOW), Care::Open);
        for line in [Line::Open, Line::Connecting] {
            assert_eq!(check(line, ago(12), NOW), Care::Nothing);
            assert_eq!(check(line, ago(13), NOW), Care::Open);
        }
    }

    /// A browser's clock may be set back. What was heard in the future was heard just now.
    #[test]
    fn a_clock_that_was_set_back_kills_no_connection() {
        assert_eq!(
            watch(Line::Open, NOW + Span::minutes(60), NOW),
            Care::Nothing
        );
        assert_eq!(
            check(Line::Open, NOW + Span::minutes(60), NOW),
            Care::Nothing
        );
    }

    #[test]
    fn what_arrives_after_a_dead_silence_is_old() {
        assert!(!is_stale_after(Span::seconds(25)));
        assert!(is_stale_after(Span::seconds(26)));
    }

    #[test]
    fn a_leader_is_silent_before_it_is_frozen() {
        let heard = [0, 15, 16, 25, 26].map(|seconds| leader_after(Span::seconds(seconds)));
        assert_eq!(
            heard,
            [
                Leader::Alive,
                Leader::Alive,
                Leader::Silent,
                Leader::Silent,
                Leader::Frozen
            ]
        );
    }

    /// Two words of a leader's may get lost.
    #[test]
    fn no_living_leader_is_robbed() {
        let words = Span(3 * TELL_EVERY.0);
        assert_eq!(leader_after(words), Leader::Alive);
    }
}
