//! One line of the table: what was found, beside what is to be reached.

use std::{collections::BTreeMap, time::Duration};

use serde::Serialize;

use crate::figures::{microseconds, readable};

#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub figure: String,
    pub deskbell: String,
    pub plain: String,
    pub goal: String,
    pub verdict: Verdict,
    /// What a reader must know to read the line right.
    pub notes: Vec<String>,
    /// The numbers behind it, named with their unit.
    pub values: BTreeMap<&'static str, f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Reached,
    Missed,
    /// Told for itself.
    NoGoal,
}

impl Row {
    pub fn new(figure: impl Into<String>, deskbell: impl Into<String>) -> Self {
        Self {
            figure: figure.into(),
            deskbell: deskbell.into(),
            plain: "-".to_owned(),
            goal: "-".to_owned(),
            verdict: Verdict::NoGoal,
            notes: Vec::new(),
            values: BTreeMap::new(),
        }
    }

    pub fn beside(mut self, plain: impl Into<String>) -> Self {
        self.plain = plain.into();
        self
    }

    pub fn goal(mut self, goal: impl Into<String>, verdict: Verdict) -> Self {
        self.goal = goal.into();
        self.verdict = verdict;
        self
    }

    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    pub fn notes(mut self, notes: impl IntoIterator<Item = String>) -> Self {
        self.notes.extend(notes);
        self
    }

    pub fn value(mut self, name: &'static str, value: f64) -> Self {
        self.values.insert(name, value);
        self
    }

    pub fn time(self, name: &'static str, time: Duration) -> Self {
        self.value(name, microseconds(time))
    }
}

impl Verdict {
    pub fn at_most(value: f64, limit: f64) -> Self {
        if value <= limit {
            Self::Reached
        } else {
            Self::Missed
        }
    }

    pub fn at_least(value: f64, limit: f64) -> Self {
        Self::at_most(-value, -limit)
    }

    /// Reached if both are.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::NoGoal, verdict) | (verdict, Self::NoGoal) => verdict,
            (Self::Reached, Self::Reached) => Self::Reached,
            (Self::Missed, _) | (_, Self::Missed) => Self::Missed,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Reached => "yes",
            Self::Missed => "no",
            Self::NoGoal => "",
        }
    }
}

/// How often the second fits into the first; nothing of nothing is no ratio.
pub fn ratio(of: f64, to: f64) -> f64 {
    if to > 0.0 { of / to } else { f64::NAN }
}

/// With two decimals, as all ratios are told.
pub fn times(ratio: f64) -> String {
    format!("{ratio:.2} ×")
}

pub fn both(p50: Duration, p99: Duration) -> String {
    format!("{} / {}", readable(p50), readable(p99))
}

/// A count as a person reads it.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of a run are far below 2^52"
)]
pub fn number(count: u64) -> f64 {
    count as f64
}

pub fn size(count: usize) -> f64 {
    number(u64::try_from(count).unwrap_or(u64::MAX))
}

/// `12 345`, as in the documentation.
pub fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digit.is_ascii_digit() && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_reached_at_its_limit() {
        assert_eq!(Verdict::at_most(2.0, 2.0), Verdict::Reached);
        assert_eq!(Verdict::at_most(2.1, 2.0), Verdict::Missed);
        assert_eq!(Verdict::at_least(0.4, 0.4), Verdict::Reached);
        assert_eq!(Verdict::at_least(0.3, 0.4), Verdict::Missed);
    }

    #[test]
    fn what_was_not_measured_reaches_nothing() {
        let unknown = ratio(1.0, 0.0);
        assert_eq!(Verdict::at_most(unknown, 2.0), Verdict::Missed);
        assert_eq!(Verdict::at_least(unknown, 2.0), Verdict::Missed);
    }

    #[test]
    fn of_two_goals_both_have_to_be_reached() {
        use Verdict::{Missed, NoGoal, Reached};
        assert_eq!(Reached.and(Reached), Reached);
        assert_eq!(Reached.and(Missed), Missed);
        assert_eq!(NoGoal.and(Reached), Reached);
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(grouped(999.0), "999");
        assert_eq!(grouped(1_234_567.4), "1 234 567");
        assert_eq!(times(ratio(5_300.0, 75_000.0)), "0.07 ×");
    }
}
