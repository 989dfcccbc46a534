//! The promises of a running desk, kept while processes die, disks fill up and connections drop.

mod crash;
mod doomed;
mod keeper;
mod load;
mod presses;
mod reachability;
mod sse;
mod stage;
mod streams;
mod timers;
mod writer;

#[path = "../../../storage/tests/conformance/history.rs"]
mod history;
#[path = "../../../storage/tests/conformance/tables.rs"]
mod tables;
