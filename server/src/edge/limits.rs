//! How much a client may ask of the server, and how long it may take over it.

use std::time::Duration;

use clap::Args;

/// Descriptors that are kept for other things than connections: the database, push services, commands. A
/// share of what the system grants, within these bounds.
const KEPT_BACK_SHARE: u64 = 8;
const LEAST_KEPT_BACK: u64 = 32;
const MOST_KEPT_BACK: u64 = 256;
/// Strangers never need more connections than this at once: pages are short.
const MOST_ANONYMOUS: usize = 8_192;
/// A server with fewer is of no use to anybody.
const FEWEST: usize = 16;

/// What a person may set. Each is a flag and an environment variable.
#[derive(Args, Clone, Copy, Debug)]
pub struct LimitSettings {
    /// Seconds for which an idle connection is kept for the next request, 5 to 3600; more than the proxy in front keeps it.
    #[arg(
        long,
        env = "DESKBELL_KEEP_ALIVE",
        default_value_t = 75,
        value_parser = clap::value_parser!(u16).range(5..=3_600),
        global = true
    )]
    keep_alive: u16,
    /// Seconds for the head of a request, from its first byte, 1 to 300.
    #[arg(
        long,
        env = "DESKBELL_HEADER_TIME",
        default_value_t = 10,
        value_parser = clap::value_parser!(u16).range(1..=300),
        global = true
    )]
    header_time: u16,
    /// Seconds for the body of a request, 1 to 300.
    #[arg(
        long,
        env = "DESKBELL_BODY_TIME",
        default_value_t = 15,
        value_parser = clap::value_parser!(u16).range(1..=300),
        global = true
    )]
    body_time: u16,
    /// Seconds after which a client that takes in nothing of its answer or stream is cut, 1 to 300.
    #[arg(
        long,
        env = "DESKBELL_WRITE_TIME",
        default_value_t = 15,
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
        default_value_t = 1_024,
        value_parser = clap::value_parser!(u32).range(4..),
        global = true
    )]
    connections_per_address: u32,
}

/// The limits that one server keeps to.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For a request to come on a connection that has had one.
    pub keep_alive: Duration,
    /// For the first byte of a new connection, and from there to the end of the head.
    pub header_time: Duration,
    pub body_time: Duration,
    /// Without progress.
    pub write_time: Duration,
    /// For which a sign-in may wait for its turn.
    pub sign_in_time: Duration,
    /// None: as many as descriptors allow.
    pub connections: Option<usize>,
    /// Of strangers.
    pub connections_per_address: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            keep_alive: Duration::from_secs(75),
            header_time: Duration::from_secs(10),
            body_time: Duration::from_secs(15),
            write_time: Duration::from_secs(15),
            sign_in_time: Duration::from_secs(30),
            connections: None,
            connections_per_address: 1_024,
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

/// How many connections there may be at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    pub total: usize,
    pub anonymous: usize,
    /// Of the anonymous ones.
    pub per_address: usize,
    /// Beside them: those that are being told that there is no place.
    pub refusals: usize,
}

impl Caps {
    /// `descriptors`: what the system lets this process open.
    pub fn of(limits: &Limits, descriptors: u64) -> Self {
        let kept_back = (descriptors / KEPT_BACK_SHARE).clamp(LEAST_KEPT_BACK, MOST_KEPT_BACK);
        let possible = usize::try_from(descriptors.saturating_sub(kept_back))
            .unwrap_or(usize::MAX)
            .max(FEWEST);
        let total = match limits.connections {
            Some(wanted) if wanted > possible => {
                tracing::warn!(
                    wanted,
                    possible,
                    "DESKBELL_CONNECTIONS is more than the limit of open files leaves room for"
                );
                possible
            }
            Some(wanted) => wanted,
            None => possible,
        };
        let anonymous = (total / 2).clamp(1, MOST_ANONYMOUS);
        Self {
            total,
            anonymous,
            per_address: limits.connections_per_address.min(anonymous),
            // The rest of what is kept back is for the database and push services.
            refusals: usize::try_from(kept_back / 2).unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptors_are_kept_back_and_half_of_the_rest_is_for_agents() {
        for (descriptors, total, anonymous) in [
            (64, 32, 16),
            (1_024, 896, 448),
            (20_000, 19_744, 8_192),
            (1_048_576, 1_048_320, 8_192),
        ] {
            let caps = Caps::of(&Limits::default(), descriptors);
            assert_eq!((caps.total, caps.anonymous), (total, anonymous));
            assert!(caps.per_address <= caps.anonymous);
        }
    }

    #[test]
    fn nobody_can_set_more_connections_than_there_are_descriptors() {
        let limits = |connections| Limits {
            connections: Some(connections),
            ..Limits::default()
        };
        assert_eq!(Caps::of(&limits(100), 1_024).total, 100);
        assert_eq!(Caps::of(&limits(5_000), 1_024).total, 896);
    }

    #[test]
    fn an_idle_connection_lives_longer_than_a_heartbeat_and_than_a_proxy_keeps_it() {
        let limits = Limits::default();
        let heartbeat = engine::Options::default().heartbeat;
        // nginx keeps its own for 60 s.
        assert!(limits.keep_alive > Duration::from_mins(1).max(heartbeat * 2));
    }
}
