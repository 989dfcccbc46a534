//! What keeps a run from having figures.

use std::io;

use thiserror::Error;
use tokio::task::JoinError;

/// Why there are no figures.
#[derive(Debug, Error)]
pub enum BenchError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("a program can't be started: {0}")]
    NotStarted(io::Error),
    #[error("the driver can't be pinned: the machine needs two cores and the program taskset")]
    NotPinned,
    #[error("the server did not answer; it said:\n{0}")]
    NoAnswer(String),
    #[error("`deskbell {command}` failed: {answer}")]
    Command { command: String, answer: String },
    #[error("signing in was answered with {0}")]
    SignIn(u16),
    #[error("the event stream was answered with {0}")]
    Stream(u16),
    #[error("a heartbeat was answered with {0}")]
    Heartbeat(u16),
    #[error("a report on an offer was answered with {0}")]
    Report(u16),
    #[error("cancelling a request was answered with {0}")]
    Cancel(u16),
    #[error("an offer can't be read: {0}")]
    Event(serde_json::Error),
    #[error("the figures can't be written: {0}")]
    Json(serde_json::Error),
    #[error("{0} can't be used: {1}; remove it, and a new one is made")]
    Prepared(String, serde_json::Error),
    #[error("{0}")]
    Unexpected(String),
    #[error("a part of the driver failed: {0}")]
    Task(#[from] JoinError),
    #[error("interrupted")]
    Interrupted,
}
