//! How often a key may call.

use std::{fmt, num::NonZeroU32, str::FromStr};

use governor::Quota;

/// Written `50/100`: calls a second, and how many may come at once after a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    per_second: NonZeroU32,
    burst: NonZeroU32,
}

/// What is no rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a rate is written 50/100: calls a second, a slash, calls in a burst; both at least 1")]
pub struct InvalidRate;

impl Rate {
    /// The same for the limiter.
    pub fn quota(self) -> Quota {
        Quota::per_second(self.per_second).allow_burst(self.burst)
    }
}

impl Default for Rate {
    fn default() -> Self {
        Self {
            per_second: const { NonZeroU32::new(50).unwrap() },
            burst: const { NonZeroU32::new(100).unwrap() },
        }
    }
}

impl FromStr for Rate {
    type Err = InvalidRate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (per_second, burst) = text.split_once('/').ok_or(InvalidRate)?;
        Ok(Self {
            per_second: per_second.parse().map_err(|_| InvalidRate)?,
            burst: burst.parse().map_err(|_| InvalidRate)?,
        })
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.per_second, self.burst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_reads_as_it_is_written() {
        assert_eq!("50/100".parse(), Ok(Rate::default()));
        assert_eq!(Rate::default().to_string(), "50/100");
    }

    #[test]
    fn a_rate_that_lets_nobody_call_is_refused() {
        for text in ["", "50", "0/100", "50/0", "-1/5", "50/100/2", "fast"] {
            assert_eq!(text.parse::<Rate>(), Err(InvalidRate), "{text}");
        }
    }
}
