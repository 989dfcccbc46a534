//! The keys of the desktop.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcuts {
    AttendNext,
    Rows,
    Connect,
    Later,
    End,
    Outcome,
    Help,
    Close,
    Use,
    Explained,
    Done,
}
