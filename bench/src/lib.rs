//! The load driver: starts a server, lets agents listen, sends requests at a constant rate, and tells how long it took
//! until an agent's client had read the offer, and what the server spent on it.
//!
//! Open loop: every request has a time at which it is due, fixed before the run, and everything is measured from that
//! time. A server that stalls therefore can't hide it by being sent less.
//!
//! Reads downwards: `run` sets up (`server`, `desk`), watches the idle server (`idle`), rings (`agent`, `reports`, `heartbeats`, `load`)
//! and reports (`report`). `compare` measures Deskbell beside a `plain` server and the disk, a row a file. Nothing fails because a figure
//! is not what it should be: a machine that is busy is no fault of the server.

mod agent;
mod clock;
mod compare;
mod desk;
mod disk;
mod door;
mod error;
mod figures;
mod heartbeats;
mod http;
mod idle;
mod launched;
mod ledger;
mod load;
mod options;
mod pace;
pub mod plain;
mod process;
mod report;
mod reports;
mod ringing;
mod run;
mod server;
mod session;
mod sse;
mod stream;

pub use self::{error::BenchError, options::Options, run::run};
