//! What can be asked of a run.

use std::{
    num::{NonZeroU32, NonZeroUsize},
    path::PathBuf,
};

use clap::Parser;

use crate::compare::CompareOptions;

/// Measures a Deskbell server: from a request's POST to the agent's screen, and what an idle stream costs.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag on the command line"
)]
#[derive(Clone, Debug, Parser)]
#[command(name = "bench", version)]
pub struct Options {
    /// The server binary to start and measure.
    #[arg(long, value_name = "PATH")]
    pub server: PathBuf,
    /// Requests a second, sent when they are due, however slow the answers are.
    #[arg(long, default_value = "1000")]
    pub rate: NonZeroU32,
    /// How long requests are measured.
    #[arg(long, default_value = "10")]
    pub seconds: NonZeroU32,
    /// How long requests are sent before that, and not counted.
    #[arg(long, default_value_t = 2)]
    pub warm_up: u32,
    /// Idle event streams: signed in, open, and rung by nobody.
    #[arg(long, default_value_t = 100)]
    pub streams: u32,
    /// Agents whom every request rings; each reads one stream.
    #[arg(long, default_value = "1")]
    pub agents: NonZeroUsize,
    /// Keep-alive connections that requests are sent over.
    #[arg(long, default_value = "16")]
    pub connections: NonZeroUsize,
    /// How long the idle server is watched, once without the streams and once with them.
    #[arg(long, default_value = "10")]
    pub idle_seconds: NonZeroU32,
    /// Send each request under an Idempotency-Key of its own, as a careful integration does.
    #[arg(long)]
    pub keys: bool,
    /// Agents report each offer as received and shown, as browsers do.
    #[arg(long)]
    pub reports: bool,
    /// Answers to heartbeats whose cost is measured, before requests are sent; 0: none.
    #[arg(long, default_value_t = 500)]
    pub heartbeats: u32,
    /// Leave requests ringing. Usually each is cancelled once every agent has read its offer, so that the desk
    /// stays as full as one where people work; that is a second durable command for each.
    #[arg(long)]
    pub keep: bool,
    /// The server on core 0, the driver on core 1.
    #[arg(long)]
    pub pin: bool,
    /// Also write the figures to this file.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Where the scratch data folder is made: the disk that is measured [default: the system's temporary folder]
    #[arg(long, value_name = "DIR")]
    pub scratch: Option<PathBuf>,
    #[command(flatten)]
    pub compare: CompareOptions,
}
