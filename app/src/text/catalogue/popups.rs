//! Popups that ring, and the test of them.

use domain::{request::Kind, time::Span};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Popups<'a> {
    TestTitle,
    TestBody,
    TestFrom(&'a str),
    Title(Kind),
    Waiting {
        customer: &'a str,
        team: &'a str,
        waiting: Span,
    },
    /// They have no line that still rings: since then they wait.
    Called {
        customer: &'a str,
        team: &'a str,
        ago: Span,
    },
    Calling {
        customer: &'a str,
        team: &'a str,
    },
    Chat {
        customer: &'a str,
        message: &'a str,
    },
    ChatEmpty {
        customer: &'a str,
        team: &'a str,
    },
    PlannedByAgent {
        /// Nobody: the agent who reads it.
        owner: Option<&'a str>,
        customer: &'a str,
        at: &'a str,
        theirs: Option<(&'a str, &'a str)>,
    },
    PlannedByCustomer {
        customer: &'a str,
        at: &'a str,
    },
    CallBack {
        customer: &'a str,
        attempt: u8,
        of: u8,
        first_asked: &'a str,
    },
    CallBackTo(&'a str),
    /// A popup that comes a while after its time.
    DueSince {
        body: &'a str,
        minutes: i64,
    },
    Connect,
    Later,
    Over,
}
