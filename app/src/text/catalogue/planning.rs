//! Calls that are planned, and planning one.

use domain::request::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planning<'a> {
    NothingPlanned,
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
    TimeThere {
        time: &'a str,
        place: &'a str,
    },
}
