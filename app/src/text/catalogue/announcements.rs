//! What is told to somebody who does not look at the lists: read out by a screen reader, written in the title of the
//! tab, sent when a popup is over.

use domain::request::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Announcements<'a> {
    Arrived {
        kind: Kind,
        customer: &'a str,
    },
    Taken {
        by: &'a str,
        customer: &'a str,
    },
    TimedOut(&'a str),
    Over(&'a str),
    Title {
        rings: usize,
        kind: Kind,
        customer: &'a str,
    },
}
