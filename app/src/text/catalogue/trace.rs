//! The notification trace, and searching in it.

use domain::{notification::Decision, trace::Route};

use crate::wire::{history::Delivery, trace::SearchProblem};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace<'a> {
    Lead,
    Search,
    Find,
    Everything,
    MoreFilters,
    /// The list of those that are set.
    Filters,
    RemoveFilter(&'a str),
    All,
    RequestNumber,
    CustomerOrNumber,
    DecisionLabel,
    ChannelLabel,
    From,
    Until,
    Zone,
    Problem(SearchProblem),
    /// What became of it: what the agent's own history says.
    Result {
        decision: Decision,
        delivery: Delivery,
    },
    Reason(Decision),
    Channel(Route),
    OnlyAgent(&'a str),
    OnlyRequest(&'a str),
    Empty,
    NothingFound,
    SearchedUntil {
        rows: usize,
        at: &'a str,
    },
    Older,
    Newest,
    Csv,
    CsvHelp {
        lines: usize,
    },
}
