//! Calls that are planned, and planning one.

use domain::request::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planning<'a> {
    NothingPlanned,
    PlanFor(&'a str),
    /// A call that is planned: by whom it was asked for.
    Kind(Kind),
    PlannedBy,
    Actions,
    CustomerName,
    EmailOptional,
    Date,
    Time,
    TimeIsIn,
    ZoneHint,
    /// As somebody wrote it.
    NoSuchZone(&'a str),
    Team,
    RingsFirstFor,
    ForMe,
    ForTheTeam,
    You,
    Move,
    MoveOf(&'a str),
    Keep,
    Cancel,
    CancelOf(&'a str),
    /// What a time elsewhere is for the reader.
    ForYou(&'a str),
    Scheduled {
        customer: &'a str,
        at: &'a str,
    },
    Moved {
        customer: &'a str,
        at: &'a str,
    },
    Cancelled(&'a str),
    /// Beside a call that was planned or moved just now.
    JustScheduled,
    JustMoved,
}
