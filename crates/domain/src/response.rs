//! Whether an agent answers, and whether their devices do: what the desk concludes from offers that
//! nobody took.
//!
//! A device that answers heartbeats may show nothing, and a device that shows everything may stand
//! before an empty chair. Neither may swallow customers.

use std::num::NonZeroU8;

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

/// Whether the agent reacts to what their devices show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Responding {
    /// `missed`: offers in a row that were put before them and nobody took, without any sign of life from
    /// the agent.
    Yes { missed: u8 },
    /// Too many, which their pages have still to be told.
    NoLonger,
    /// They are not asked until they touch the desktop.
    No,
}

impl Responding {
    #[must_use]
    pub(crate) fn missed_one(self, patience: Option<NonZeroU8>) -> Self {
        match self {
            Self::Yes { missed } => {
                let missed = missed.saturating_add(1);
                match patience {
                    Some(patience) if missed >= patience.get() => Self::NoLonger,
                    _ => Self::Yes { missed },
                }
            }
            known => known,
        }
    }

    /// Whether they may be asked.
    pub fn is_there(self) -> bool {
        matches!(self, Self::Yes { .. })
    }

    /// Whether a sign of life changes anything.
    pub fn has_missed(self) -> bool {
        self != Self::default()
    }
}

impl Default for Responding {
    fn default() -> Self {
        Self::Yes { missed: 0 }
    }
}

/// Whether the devices of an agent that answer heartbeats also receive offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hearing {
    /// `unheard`: offers in a row that rang for the agent and that none of their devices received.
    Listens { unheard: u8 },
    /// They count as unreachable until then, or until a device says something.
    Deaf { unheard: u8, until: Timestamp },
}

impl Hearing {
    /// A page that is just being loaded may miss one.
    const FORGIVEN: u8 = 1;
    /// How long a deaf device is left alone: after the first time, the second, and so on.
    const PAUSES: [Span; 4] = [
        Span::minutes(2),
        Span::minutes(5),
        Span::minutes(15),
        Span::minutes(30),
    ];

    pub fn is_deaf(self) -> bool {
        matches!(self, Self::Deaf { .. })
    }

    pub(crate) fn deaf_until(self) -> Option<Timestamp> {
        match self {
            Self::Listens { .. } => None,
            Self::Deaf { until, .. } => Some(until),
        }
    }

    /// An offer ran out at this moment without a word from any device.
    #[must_use]
    pub(crate) fn missed_one(self, at: Timestamp) -> Self {
        let (Self::Listens { unheard } | Self::Deaf { unheard, .. }) = self;
        let unheard = unheard.saturating_add(1);
        if unheard <= Self::FORGIVEN {
            return Self::Listens { unheard };
        }
        let place = usize::from(unheard - Self::FORGIVEN - 1);
        let pause = Self::PAUSES[place.min(Self::PAUSES.len() - 1)];
        Self::Deaf {
            unheard,
            until: at + pause,
        }
    }

    /// They are tried once more; the next silence is a longer one.
    #[must_use]
    pub(crate) fn tried_again(self) -> Self {
        let (Self::Listens { unheard } | Self::Deaf { unheard, .. }) = self;
        Self::Listens { unheard }
    }
}

impl Default for Hearing {
    fn default() -> Self {
        Self::Listens { unheard: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_silence_is_forgiven_and_then_each_pause_is_longer_than_the_last() {
        let mut hearing = Hearing::default();
        hearing = hearing.missed_one(Timestamp(0));
        assert!(!hearing.is_deaf());
        for minutes in [2, 5, 15, 30, 30] {
            hearing = hearing.missed_one(Timestamp(0));
            let until = Timestamp(0) + Span::minutes(minutes);
            assert_eq!(hearing.deaf_until(), Some(until));
            hearing = hearing.tried_again();
            assert!(!hearing.is_deaf());
        }
    }
}
