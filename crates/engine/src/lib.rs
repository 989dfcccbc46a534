//! Runs desks: one mailbox and one writer each, group commit, timers, recovery, reachability and the
//! fan-out of events to streams.
//!
//! ```text
//! command ─► mailbox ─► decide + apply (working copy) ─► commit (one fsync for many)
//!                                                          ├─► apply (published copy)
//!                                                          ├─► answer
//!                                                          └─► streams
//! ```
//!
//! A reply that says yes has been synced to the disk. When a commit fails nobody is told yes and the
//! working copy is read back from the database.
//!
//! Not here: rules (`domain`), SQL (`storage`), HTTP and cookies (`server`).

pub mod clock;
mod desk;
mod devices;
mod engine;
pub mod failpoint;
mod frame;
mod hub;
pub mod ids;
mod reachability;
mod tests_sent;
mod writer;

pub use storage::{
    CustomerSearch, StoreError, TRACE_LOOKED_THROUGH, TraceCursor, TraceFilter, TraceLine,
    TracePage,
};

pub use self::{
    desk::{CommandError, DeskHandle, Receipt, Received},
    devices::{DeviceNews, KnownDevice},
    engine::{Engine, Happening, Options, StartError},
    hub::{EventStream, SubscribeError, Subscriber},
    tests_sent::SentTest,
};
