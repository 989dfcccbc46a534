//! What a connection is waiting for. Written where bytes and requests pass, read by the connection's watch.
//!
//! Everything here happens inside the polls of one task, so the lock is never contended.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the client keeps the server waiting for. Two that are equal are the same wait; the number of the
/// request, or of the bytes that were taken in, tells one from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Nothing was heard since the connection was made.
    FirstByte,
    /// A request has begun; the rest of its head.
    Head(u64),
    Body(u64),
    /// Room for what is to be sent.
    Reader(u64),
    /// The next request, if there is one.
    NextRequest(u64),
}

/// What the server waits for on one connection.
#[derive(Debug, Default)]
pub struct Pulse(Mutex<Beat>);

#[derive(Debug, Default)]
struct Beat {
    requests: u64,
    turn: Turn,
    /// The handler asks for more of the body than has come.
    body_is_awaited: bool,
    /// The socket takes nothing more.
    is_stuck: bool,
    written: u64,
    speech: Speech,
}

/// Whether an event stream has something to say.
#[derive(Debug, Default, PartialEq, Eq)]
enum Speech {
    /// Or there is none.
    #[default]
    GoesOn,
    /// Not at the moment; what it has said may still be on its way to the system.
    Paused,
    /// And the system has all that it said.
    Silent,
}

/// Whose turn it is.
#[derive(Debug, Default, PartialEq, Eq)]
enum Turn {
    #[default]
    FirstByte,
    Head,
    /// The server's: it answers.
    Answer,
    NextRequest,
}

impl Pulse {
    /// Bytes have come.
    pub fn heard(&self) {
        let mut beat = self.lock();
        if matches!(beat.turn, Turn::FirstByte | Turn::NextRequest) {
            beat.turn = Turn::Head;
        }
    }

    /// The head of a request is complete.
    pub fn asked(&self) {
        let mut beat = self.lock();
        beat.requests += 1;
        beat.turn = Turn::Answer;
        beat.speech = Speech::GoesOn;
    }

    /// The answer has been handed over entirely. It may still be on its way.
    pub fn answered(&self) {
        let mut beat = self.lock();
        beat.turn = Turn::NextRequest;
        beat.body_is_awaited = false;
    }

    /// Somebody wants more of the body than has come.
    pub fn awaits_body(&self) {
        self.lock().body_is_awaited = true;
    }

    /// It has come.
    pub fn body_came(&self) {
        self.lock().body_is_awaited = false;
    }

    /// The socket took nothing.
    pub fn stuck(&self) {
        self.lock().is_stuck = true;
    }

    pub fn wrote(&self, bytes: usize) {
        let mut beat = self.lock();
        beat.is_stuck = false;
        beat.written = beat.written.wrapping_add(bytes as u64);
    }

    pub fn is_stuck(&self) -> bool {
        self.lock().is_stuck
    }

    /// An event stream says something.
    pub fn speaks(&self) {
        self.lock().speech = Speech::GoesOn;
    }

    /// An event stream has nothing to say now.
    pub fn pauses(&self) {
        let mut beat = self.lock();
        if beat.speech == Speech::GoesOn {
            beat.speech = Speech::Paused;
        }
    }

    /// All that was said until now is with the system.
    pub fn flushed(&self) {
        let mut beat = self.lock();
        if beat.speech == Speech::Paused {
            beat.speech = Speech::Silent;
        }
    }

    /// Whether an event stream has nothing to say, and nothing of what it said is still in this program.
    pub fn is_silent(&self) -> bool {
        self.lock().speech == Speech::Silent
    }

    /// None: it is the server that works, or a stream that has nothing to say.
    pub fn wait(&self) -> Option<Wait> {
        let beat = self.lock();
        if beat.is_stuck {
            return Some(Wait::Reader(beat.written));
        }
        match beat.turn {
            Turn::FirstByte => Some(Wait::FirstByte),
            Turn::Head => Some(Wait::Head(beat.requests)),
            Turn::Answer => beat.body_is_awaited.then_some(Wait::Body(beat.requests)),
            Turn::NextRequest => Some(Wait::NextRequest(beat.requests)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Beat> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_waited_for_from_its_first_byte() {
        let pulse = Pulse::default();
        assert_eq!(pulse.wait(), Some(Wait::FirstByte));
        pulse.heard();
        assert_eq!(pulse.wait(), Some(Wait::Head(0)));
        pulse.heard();
        assert_eq!(
            pulse.wait(),
            Some(Wait::Head(0)),
            "more bytes are no new wait"
        );
        pulse.asked();
        assert_eq!(pulse.wait(), None);
        pulse.answered();
        assert_eq!(pulse.wait(), Some(Wait::NextRequest(1)));
        pulse.heard();
        assert_eq!(pulse.wait(), Some(Wait::Head(1)));
    }

    #[test]
    fn every_request_is_waited_for_anew() {
        let pulse = Pulse::default();
        let mut waits = vec![];
        for _ in 0..2 {
            pulse.heard();
            pulse.asked();
            pulse.answered();
            waits.push(pulse.wait());
        }
        assert_ne!(waits[0], waits[1]);
    }

    #[test]
    fn a_reader_who_takes_something_in_is_waited_for_anew() {
        let pulse = Pulse::default();
        pulse.heard();
        pulse.asked();
        pulse.stuck();
        assert_eq!(pulse.wait(), Some(Wait::Reader(0)));
        pulse.answered();
        assert_eq!(
            pulse.wait(),
            Some(Wait::Reader(0)),
            "not idle before it is sent"
        );
        pulse.wrote(10);
        pulse.stuck();
        assert_eq!(pulse.wait(), Some(Wait::Reader(10)));
        pulse.wrote(5);
        assert_eq!(pulse.wait(), Some(Wait::NextRequest(1)));
    }

    #[test]
    fn a_stream_is_silent_once_all_that_it_said_is_with_the_system() {
        let pulse = Pulse::default();
        pulse.flushed();
        assert!(!pulse.is_silent(), "there is no stream");
        pulse.pauses();
        assert!(!pulse.is_silent(), "what it said is not yet written");
        pulse.flushed();
        pulse.pauses();
        assert!(pulse.is_silent());
        pulse.speaks();
        pulse.flushed();
        assert!(!pulse.is_silent(), "it may go on");
    }

    #[test]
    fn a_body_is_waited_for_while_it_is_asked_for() {
        let pulse = Pulse::default();
        pulse.heard();
        pulse.asked();
        pulse.awaits_body();
        assert_eq!(pulse.wait(), Some(Wait::Body(1)));
        pulse.body_came();
        assert_eq!(pulse.wait(), None);
    }
}
