//! The desktop's lists and their rows.

use domain::time::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lists<'a> {
    Requests,
    Pending,
    AvailableSoon,
    TimedOut,
    EmptyPending,
    EmptyAvailableSoon,
    EmptyTimedOut,
    Counted {
        name: &'a str,
        count: usize,
    },
    /// When the list was last known to be true.
    AsOf(&'a str),
    /// How many requests the lists don't show yet.
    Beyond(usize),
    /// Leads to a page with all rows of a list.
    ShowAll {
        name: &'a str,
        count: usize,
    },
    AttendNext,
    Attending,
    Connect,
    ConnectTo(&'a str),
    Connecting,
    LaterFor(&'a str),
    Quoted(&'a str),
    Due {
        span: Span,
        at: &'a str,
    },
    DueNow,
    Overdue(Span),
    /// In the name of a row.
    IsRinging,
    /// The team is closed until then.
    RingsAt(&'a str),
    OwnedBy(&'a str),
    OwnedByYou,
    NowWithYou,
    NowTaken(&'a str),
    NowOver,
    NowElsewhere(&'a str),

    // Before a planned call is started early.
    StartEarlyTitle,
    StartEarlyQuestion {
        customer: &'a str,
        at: &'a str,
    },
    StartEarly,
    NotYet,
}
