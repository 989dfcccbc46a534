//! The limits of [`Limits`] that a person may set, as they are typed.

use std::time::Duration;

use clap::Args;

use crate::edge::limits::Limits;

/// What a person may set. Each is a flag and an environment variable.
#[derive(Args, Clone, Copy, Debug)]
pub struct LimitSettings {
    /// Seconds for which an idle connection is kept for the next request, 5 to 3600; more than the proxy in front keeps it.
    #[arg(
        long,
        env = "DESKBELL_KEEP_ALIVE",
        default_value_t = LimitSettings::usual().keep_alive,
        value_parser = clap::value_parser!(u16).range(5..=3_600),
        global = true
    )]
    keep_alive: u16,
    /// Seconds for the head of a request, from its first byte, 1 to 300.
    #[arg(
        long,
        env = "DESKBELL_HEADER_TIME",
        default_value_t = LimitSettings::usual().header_time,
        value_parser = clap::value_parser!(u16).range(1..=300),
        global = true
    )]
    header_time: u16,
    /// Seconds for the body of a request, 1 to 300.
    #[arg(
        long,
        env = "DESKBELL_BODY_TIME",
        default_value_t = LimitSettings::usual().body_time,
        value_parser = clap::value_parser!(u16).range(1..=300),
        global = true
    )]
    body_time: u16,
    /// Seconds after which a client that takes in nothing of its answer or stream is cut, 1 to 300.
    #[arg(
        long,
        env = "DESKBELL_WRITE_TIME",
        default_value_t = LimitSettings::usual().write_time,
        value_parser = clap::value_parser!(u16).range(1..=300),
        global = true
    )]
    write_time: u16,
    /// Connections at once, 16 or more [default: as many as the limit of open files leaves room for]
    #[arg(
        long,
        env = "DESKBELL_CONNECTIONS",
        value_parser = clap::value_parser!(u32).range(16..),
        global = true
    )]
    connections: Option<u32>,
    /// Connections at once from one address before somebody there has signed in, 4 or more.
    #[arg(
        long,
        env = "DESKBELL_CONNECTIONS_PER_ADDRESS",
        default_value_t = LimitSettings::usual().connections_per_address,
        value_parser = clap::value_parser!(u32).range(4..),
        global = true
    )]
    connections_per_address: u32,
}

impl LimitSettings {
    /// What holds where nothing was set, as it is written.
    fn usual() -> Self {
        let usual = Limits::default();
        let seconds = |time: Duration| u16::try_from(time.as_secs()).unwrap_or(u16::MAX);
        Self {
            keep_alive: seconds(usual.keep_alive),
            header_time: seconds(usual.header_time),
            body_time: seconds(usual.body_time),
            write_time: seconds(usual.write_time),
            connections: None,
            connections_per_address: u32::try_from(usual.connections_per_address)
                .unwrap_or(u32::MAX),
        }
    }
}

impl From<LimitSettings> for Limits {
    fn from(set: LimitSettings) -> Self {
        let seconds = |count: u16| Duration::from_secs(count.into());
        let number = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        Self {
            keep_alive: seconds(set.keep_alive),
            header_time: seconds(set.header_time),
            body_time: seconds(set.body_time),
            write_time: seconds(set.write_time),
            connections: set.connections.map(number),
            connections_per_address: number(set.connections_per_address),
            ..Self::default()
        }
    }
}
