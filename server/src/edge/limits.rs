//! How much a client may ask of the server, and how long it may take over it. What a person may set of it is
//! read by `config::limits`.

use std::time::Duration;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_idle_connection_lives_longer_than_a_heartbeat_and_than_a_proxy_keeps_it() {
        let limits = Limits::default();
        let heartbeat = engine::Options::default().heartbeat;
        // nginx keeps its own for 60 s.
        assert!(limits.keep_alive > Duration::from_mins(1).max(heartbeat * 2));
    }
}
