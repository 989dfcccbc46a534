//! The promises of a running desk, kept while processes die, disks fill up and connections drop.

mod broken_disk;
mod catching_up;
mod contacts;
mod crash;
mod devices;
mod disk;
mod doomed;
mod faults;
mod handing_over;
mod health;
mod keeper;
mod listener;
mod load;
mod presses;
mod reachability;
mod sse;
mod stage;
mod stories;
mod streams;
mod timers;
mod waiting;
mod writer;

#[path = "../../../storage/tests/conformance/history.rs"]
mod history;
#[path = "../../../storage/tests/conformance/opened.rs"]
mod opened;
#[path = "../../../storage/tests/conformance/tables.rs"]
mod tables;
