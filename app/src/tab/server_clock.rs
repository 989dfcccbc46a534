//! The server's clock, carried on by the browser's between two of its heartbeats.

use domain::time::Timestamp;

#[derive(Clone, Copy, Debug)]
pub struct ServerClock {
    /// Of the browser's clock, in milliseconds.
    ahead: i64,
}

impl ServerClock {
    /// The server's time was `server` when the browser's was `browser`.
    pub fn set_to(server: Timestamp, browser: Timestamp) -> Self {
        Self {
            ahead: server.0 - browser.0,
        }
    }

    pub fn at(self, browser: Timestamp) -> Timestamp {
        Timestamp(browser.0 + self.ahead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Span;

    #[test]
    fn the_servers_clock_goes_on_with_the_browsers_however_wrong_that_is() {
        let (server, browser) = (Timestamp(9_000_000), Timestamp(5));
        let clock = ServerClock::set_to(server, browser);
        let later = Span::minutes(3);
        assert_eq!(clock.at(browser + later), server + later);
    }
}
