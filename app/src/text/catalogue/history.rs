//! The notification history: what happened to each request, and what to do about it.

use crate::wire::history::HistoryEntry;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History<'a> {
    Lead,
    Empty,
    Result,
    Entry(&'a HistoryEntry),
    Advice(&'a HistoryEntry),
}
