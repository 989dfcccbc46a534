//! What is not understood of opening hours.

use domain::zone;
use thiserror::Error;

/// What in the text it is, and how it is written.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum HoursProblem {
    #[error("--zone: {name} is not an IANA time zone {}", meant(.name))]
    Zone { name: String },
    #[error(
        "--open: {0} is not understood: write days, a space and times, such as `mon-fri 09:00-13:00,15:00-18:00`, `sun-thu 09:00-17:00` or, over midnight, `fri 22:00-02:00`"
    )]
    Week(String),
    #[error(
        "--open: {0} is no day of the week: write mon, tue, wed, thu, fri, sat or sun, several as `sun-thu` or `mon,wed,fri`"
    )]
    Day(String),
    #[error(
        "--on: {0} is not understood: write a day, a space and times, such as `2026-12-24 09:00-11:00`, or `2026-12-25 closed`"
    )]
    Exception(String),
    #[error(
        "{0} is not a stretch of time: write it like 09:00-17:00, or 22:00-02:00 if it ends on the next day"
    )]
    Stretch(String),
    #[error("{0} is not a time of day: write it like 09:00, from 00:00 to 24:00")]
    Time(String),
    #[error("{0} ends when it begins: for a whole day write 00:00-24:00")]
    Empty(String),
    #[error("{0} begins before the one before it has ended")]
    Overlap(String),
    #[error("--on: there is no day {0} in the calendar")]
    NoSuchDay(String),
    #[error("--open: {0} contradicts what was said of that day of the week before")]
    WeekContradiction(String),
    #[error("--on: {0} contradicts what was said of that day before")]
    Contradiction(String),
}

fn meant(name: &str) -> String {
    match zone::suggestion(name) {
        Some(meant) => format!("(did you mean {meant}?)"),
        None => "such as Europe/Madrid".to_owned(),
    }
}
