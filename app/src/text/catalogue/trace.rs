//! The notification trace, and searching in it.

use domain::{notification::Decision, trace::Route};

use crate::wire::trace::SearchProblem;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace<'a> {
    Lead,
    Search,
    Find,
    Everything,
    All,
    RequestNumber,
    CustomerOrNumber,
    DecisionLabel,
    ChannelLabel,
    From,
    Until,
    Zone,
    Problem(SearchProblem),
    Decision(Decision),
    Reason(Decision),
    Channel(Route),
    NoDeviceAnswered,
    OnlyAgent(&'a str),
    OnlyRequest(&'a str),
    Empty,
    NothingFound,
    SearchedUntil { rows: usize, at: &'a str },
    Older,
    Newest,
    Csv,
    CsvHelp { lines: usize },
}
