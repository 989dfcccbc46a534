//! Runs desks: one mailbox and one writer each, group commit, timers, recovery, reachability and the
//! fan-out of events to streams.
//!
//! ```text
//! command ─► mailbox ─► decide + apply (working copy) ─► commit (one fsync for many)
//!                                                          ├─► apply (published copy)
//!                                                          ├─► streams
//!                                                          └─► answer
//! ```
//!
//! A reply that says yes has been synced to the disk. When a commit fails nobody is told yes and the
//! working copy is read back from the database. What must never end, runs under the [`Supervisor`].
//!
//! It reads downwards. Nothing points back up, and no two files need each other:
//!
//! ```text
//! engine                  all desks: their start, housekeeping, whether there is work to be expected
//! stream                  one reader: what they missed, then what happens
//! desk                    the door to one desk, and behind it, a file each: commands, presence, streams,
//!                         devices, trace, tests; its start and its clockwork
//! writer                  takes jobs from the mailbox, decides, commits, answers
//! mailbox hub             what is asked, and how the answer comes back; what happened, and who hears it
//! devices remembered reachability tests_sent   what is remembered beside the desk
//! clock ids frame happening options outlet   time, randomness, bytes, words
//! ```
//!
//! Something new that can be asked of a desk is a file in `desk`; something new that the writer is asked to
//! do is a job in `mailbox`.
//!
//! Not here: rules (`domain`), SQL (`storage`), HTTP and cookies (`server`).

pub mod clock;
mod command_error;
mod desk;
mod devices;
mod engine;
pub mod failpoint;
mod frame;
mod happening;
mod health;
mod hub;
pub mod ids;
mod mailbox;
mod options;
mod outlet;
mod press;
mod reachability;
mod receipt;
mod remembered;
mod start_error;
mod stream;
mod subscriber;
mod supervisor;
mod tests_sent;
mod writer;

pub use storage::{
    CustomerSearch, Served, StoreError, TRACE_LOOKED_THROUGH, TraceCursor, TraceFilter, TraceLine,
    TracePage,
};

pub use self::{
    command_error::CommandError,
    desk::DeskHandle,
    devices::{DeviceNews, KnownDevice},
    engine::Engine,
    frame::Frame,
    happening::Happening,
    health::Trouble,
    hub::{BACKLOG, Subscription},
    options::Options,
    outlet::{Letter, Outlet, Slot},
    press::Press,
    receipt::{Receipt, Received},
    start_error::StartError,
    stream::EventStream,
    subscriber::{SubscribeError, Subscriber},
    supervisor::Supervisor,
    tests_sent::SentTest,
};
