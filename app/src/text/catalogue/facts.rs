//! What there is to know about a customer, a request and whoever has it, called alike on every page.

use domain::request::Kind;

use crate::text::{calendar::Day, clock::Weekday};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facts<'a> {
    Customer,
    /// Whose name may not be read.
    SomeCustomer,
    Kind(Kind),
    /// One of all kinds, told from every other.
    KindChoice(Kind),
    KindLabel,
    /// Which of its attempts a call back is.
    Attempt {
        attempt: u8,
        of: u8,
    },
    Time,
    /// A time of another day.
    OnWeekday {
        weekday: Weekday,
        time: &'a str,
    },
    /// As it is said within a sentence.
    Day(Day),
    OnDay {
        day: Day,
        time: &'a str,
    },
    /// What the clock shows where the customer is.
    TimeThere {
        time: &'a str,
        place: &'a str,
    },
    /// What people call a time zone.
    Place(&'a str),
    Agent,
    Devices,
    Phone,
    Email,
    PreferredLanguage,
    FirstAsked,
    PlannedFor,
    Priority,
    OfPriority(u8),
    Note,
}
