//! Instants and spans in whole milliseconds. No clock: the time is always an argument.

use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};
use unpack::Unpack;

/// Milliseconds since the Unix epoch, UTC.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Unpack,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Zero for the years before 1970, which no desk has seen.
    pub fn as_unix_millis(self) -> u64 {
        u64::try_from(self.0).unwrap_or(0)
    }

    /// How long ago `earlier` was; zero when it lies ahead.
    #[must_use]
    pub fn since(self, earlier: Self) -> Span {
        Span((self.0 - earlier.0).max(0))
    }
}

/// By how many milliseconds a clock was put forward; negative: back.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Unpack,
)]
#[serde(transparent)]
pub struct Step(pub i64);

impl Step {
    /// From what a clock showed to what it shows after it was set.
    #[must_use]
    pub fn between(before: Timestamp, after: Timestamp) -> Self {
        Self(after.0.saturating_sub(before.0))
    }
}

/// A length of time in milliseconds, never negative.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Unpack,
)]
#[serde(transparent)]
pub struct Span(pub i64);

impl Span {
    pub const fn seconds(count: i64) -> Self {
        Self(count * 1_000)
    }

    pub const fn minutes(count: i64) -> Self {
        Self::seconds(count * 60)
    }

    pub const fn days(count: i64) -> Self {
        Self::minutes(count * 24 * 60)
    }

    pub const fn as_seconds(self) -> i64 {
        self.0 / 1_000
    }

    pub const fn as_minutes(self) -> i64 {
        self.0 / 60_000
    }
}

impl Add<Span> for Timestamp {
    type Output = Self;

    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

/// The same moment as a clock shows it that was set meanwhile.
impl Add<Step> for Timestamp {
    type Output = Self;

    fn add(self, step: Step) -> Self {
        Self(self.0.saturating_add(step.0))
    }
}

impl Sub<Span> for Timestamp {
    type Output = Self;

    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Sub for Span {
    type Output = Self;

    /// Never below zero.
    fn sub(self, other: Self) -> Self {
        Self((self.0 - other.0).max(0))
    }
}
