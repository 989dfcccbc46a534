//! The one event stream of this browser, as its leader holds it. It is made anew for ever: a browser's
//! own reconnecting gives up for good when a proxy answers 502, and notices no sleep.

use domain::{
    time::{Span, Timestamp},
    view::Position,
};

use super::{
    liveness::{self, Care, Line, is_stale_after},
    reconnection::wait_before,
};

/// A page that is about to go does not come back for its stream.
const LEAVING_FOR: Span = Span::seconds(5);

/// Where a stream begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// After the last event that is known.
    After(Position),
    Snapshot,
}

/// How an event comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    InTime,
    /// After a silence in which the page slept: a new stream is needed.
    Stale,
}

/// The next attempt to open it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// Browser time.
    pub at: Timestamp,
    pub wait: Span,
}

#[derive(Debug)]
pub struct Stream {
    source: Source,
    /// Browser time: of the last event, or of the attempt to connect.
    heard_at: Timestamp,
    /// Failed attempts since the last event.
    attempts: usize,
    /// Browser time of the next attempt, while there is no source.
    retry_at: Option<Timestamp>,
    /// Until an event has come.
    starts_over: bool,
    left_until: Timestamp,
}

#[derive(Debug, PartialEq, Eq)]
enum Source {
    None,
    Connecting,
    Open,
}

impl Stream {
    pub fn new(now: Timestamp) -> Self {
        Self {
            source: Source::None,
            heard_at: now,
            attempts: 0,
            retry_at: None,
            starts_over: false,
            left_until: Timestamp(0),
        }
    }

    /// To be opened now, in place of the one there is. A page that stands nowhere gets none.
    pub fn open(&mut self, position: Option<Position>, now: Timestamp) -> Option<Beginning> {
        self.close();
        self.heard_at = now;
        let position = position?;
        self.source = Source::Connecting;
        Some(if self.starts_over {
            Beginning::Snapshot
        } else {
            Beginning::After(position)
        })
    }

    pub fn close(&mut self) {
        self.source = Source::None;
        self.retry_at = None;
    }

    /// The server has accepted it.
    pub fn opened(&mut self, now: Timestamp) {
        self.source = Source::Open;
        self.heard_at = now;
    }

    /// An event has come.
    pub fn heard(&mut self, now: Timestamp) -> Arrival {
        let silence = now.since(self.heard_at);
        self.heard_at = now;
        if is_stale_after(silence) {
            return Arrival::Stale;
        }
        self.attempts = 0;
        self.starts_over = false;
        Arrival::InTime
    }

    /// The next one begins with a snapshot.
    pub fn start_over(&mut self) {
        self.starts_over = true;
    }

    /// There is none any more, and another one after a while.
    pub fn retry(&mut self, now: Timestamp, luck: f64) -> Retry {
        self.source = Source::None;
        let waited = now.since(self.heard_at);
        let wait = wait_before(self.attempts, waited, luck);
        self.attempts += 1;
        let at = (now + wait).max(self.left_until);
        self.retry_at = Some(at);
        Retry {
            at,
            wait: at.since(now),
        }
    }

    /// Whether that attempt is still to be made.
    pub fn is_due(&self, retry_at: Timestamp) -> bool {
        self.retry_at == Some(retry_at)
    }

    /// The page is on its way to another one, and its session may be ending.
    pub fn leave(&mut self, now: Timestamp) {
        self.left_until = now + LEAVING_FOR;
    }

    /// Every few seconds.
    pub fn watch(&self, now: Timestamp) -> Care {
        liveness::watch(self.line(), self.heard_at, now)
    }

    /// Somebody is back at the page, or the network is: the next attempt is not waited for.
    pub fn check(&mut self, now: Timestamp) -> Care {
        let care = liveness::check(self.line(), self.heard_at, now);
        if care != Care::Nothing {
            self.attempts = 0;
        }
        care
    }

    fn line(&self) -> Line {
        match (self.retry_at, &self.source) {
            (Some(retry_at), _) => Line::Down { retry_at },
            (None, Source::Connecting) => Line::Connecting,
            (None, Source::Open | Source::None) => Line::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn position() -> Position {
        Position {
            epoch: "e".to_owned(),
            seq: 7,
        }
    }

    fn open(stream: &mut Stream, now: Timestamp) -> Option<Beginning> {
        stream.open(Some(position()), now)
    }

    #[test]
    fn a_stream_begins_after_what_is_known() {
        let mut stream = Stream::new(NOW);
        assert_eq!(open(&mut stream, NOW), Some(Beginning::After(position())));
    }

    #[test]
    fn a_page_that_stands_nowhere_gets_no_stream() {
        let mut stream = Stream::new(NOW);
        assert_eq!(stream.open(None, NOW), None);
    }

    #[test]
    fn starting_over_goes_on_until_something_was_heard() {
        let mut stream = Stream::new(NOW);
        stream.start_over();
        assert_eq!(open(&mut stream, NOW), Some(Beginning::Snapshot));
        stream.retry(NOW, 0.0);
        assert_eq!(open(&mut stream, NOW), Some(Beginning::Snapshot));
        stream.heard(NOW);
        assert_eq!(open(&mut stream, NOW), Some(Beginning::After(position())));
    }

    #[test]
    fn attempts_become_slower_until_something_was_heard() {
        let mut stream = Stream::new(NOW);
        let waits = [(); 3].map(|()| {
            open(&mut stream, NOW);
            stream.retry(NOW, 0.0).wait
        });
        assert_eq!(waits, [Span(0), Span::seconds(1), Span::seconds(2)]);
        open(&mut stream, NOW);
        stream.heard(NOW);
        assert_eq!(stream.retry(NOW, 0.0).wait, Span(0));
    }

    #[test]
    fn an_attempt_that_was_made_meanwhile_is_not_made_again() {
        let mut stream = Stream::new(NOW);
        let retry = stream.retry(NOW, 0.0);
        assert!(stream.is_due(retry.at));
        open(&mut stream, NOW);
        assert!(!stream.is_due(retry.at));
    }

    #[test]
    fn a_page_that_is_leaving_does_not_come_back_for_its_stream() {
        let mut stream = Stream::new(NOW);
        stream.leave(NOW);
        let retry = stream.retry(NOW, 0.0);
        assert_eq!(retry.at, NOW + Span::seconds(5));
        assert_eq!(retry.wait, Span::seconds(5));
    }

    #[test]
    fn what_comes_after_a_sleep_is_old() {
        let mut stream = Stream::new(NOW);
        open(&mut stream, NOW);
        stream.opened(NOW);
        assert_eq!(stream.heard(NOW + Span::seconds(25)), Arrival::InTime);
        assert_eq!(stream.heard(NOW + Span::seconds(51)), Arrival::Stale);
    }

    #[test]
    fn a_stream_that_does_not_come_about_is_given_up_sooner_than_one_that_was_there() {
        let mut stream = Stream::new(NOW);
        open(&mut stream, NOW);
        let later = NOW + Span::seconds(9);
        assert_eq!(stream.watch(later), Care::GiveUp);
        stream.opened(NOW);
        assert_eq!(stream.watch(later), Care::Nothing);
    }

    #[test]
    fn who_is_back_at_the_page_waits_for_no_attempt_and_the_next_follow_at_once() {
        let mut stream = Stream::new(NOW);
        for _ in 0..5 {
            stream.retry(NOW, 0.0);
        }
        assert_eq!(stream.check(NOW), Care::Open);
        open(&mut stream, NOW);
        assert_eq!(stream.retry(NOW, 0.0).wait, Span(0));
    }
}
