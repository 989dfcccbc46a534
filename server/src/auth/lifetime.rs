//! How long a sign-in lasts.

use std::{fmt, str::FromStr};

use domain::time::{Span, Timestamp};
use storage::{Expiry, WebSession};

/// A session that was not used for this long is over.
const IDLE: Span = Span(12 * 60 * 60 * 1_000);
/// A browser is told this long before its session ends.
pub const WARNED_AHEAD: Span = Span::minutes(5);

/// From signing in until one has to do so again, however busy the desktop was. Written `7d`, `12h` or `30m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime(Span);

/// What is no lifetime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a lifetime is written 7d, 12h or 30m: at least 5m, at most 90d")]
pub struct InvalidLifetime;

impl Lifetime {
    const SHORTEST: Span = WARNED_AHEAD;
    const LONGEST: Span = Span::days(90);

    /// When a session ends, however busy it is.
    pub fn end_of(self, session: &WebSession) -> Timestamp {
        session.created_at + self.0
    }

    /// Whether a session has ended, because of its age or because nobody used it.
    pub fn is_over(self, session: &WebSession, now: Timestamp) -> bool {
        let expiry = self.expiry(now);
        session.seen_at <= expiry.unused_since || session.created_at <= expiry.created_before
    }

    /// The sessions that have ended by now.
    pub fn expiry(self, now: Timestamp) -> Expiry {
        Expiry {
            unused_since: now - IDLE,
            created_before: now - self.0,
        }
    }

    /// Sessions that began by then end within [`WARNED_AHEAD`].
    pub fn warned_if_begun_by(self, now: Timestamp) -> Timestamp {
        now + WARNED_AHEAD - self.0
    }
}

impl Default for Lifetime {
    fn default() -> Self {
        Self(Span::days(7))
    }
}

impl FromStr for Lifetime {
    type Err = InvalidLifetime;

    fn from_str(text: &str) -> Result<Self, InvalidLifetime> {
        let text = text.trim();
        let unit = text.chars().last().ok_or(InvalidLifetime)?;
        let minutes = match unit {
            'd' => 24 * 60,
            'h' => 60,
            'm' => 1,
            _ => return Err(InvalidLifetime),
        };
        // The unit is one byte.
        let number: u32 = text[..text.len() - 1]
            .parse()
            .map_err(|_| InvalidLifetime)?;
        let span = Span::minutes(i64::from(number) * minutes);
        if (Self::SHORTEST..=Self::LONGEST).contains(&span) {
            Ok(Self(span))
        } else {
            Err(InvalidLifetime)
        }
    }
}

impl fmt::Display for Lifetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0.as_minutes();
        match minutes {
            _ if minutes % (24 * 60) == 0 => write!(f, "{}d", minutes / (24 * 60)),
            _ if minutes % 60 == 0 => write!(f, "{}h", minutes / 60),
            _ => write!(f, "{minutes}m"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lifetime_reads_as_it_is_written() {
        assert_eq!("7d".parse(), Ok(Lifetime::default()));
        for text in ["7d", "12h", "30m", "5m", "90d", "36h"] {
            assert_eq!(text.parse::<Lifetime>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_lifetime_is_refused() {
        for text in [
            "", "d", "7", "7 days", "4m", "91d", "-1h", "1.5h", "7d ago", "5µ",
        ] {
            assert_eq!(text.parse::<Lifetime>(), Err(InvalidLifetime), "{text}");
        }
    }
}
