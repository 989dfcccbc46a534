//! The event stream of a tab that leads.

use domain::time::Timestamp;

use super::Turn;
use crate::{
    desk::context::Connection,
    tab::{
        effect::Effect,
        heard::Heard,
        liveness::Care,
        stream::{Arrival, Retry},
    },
};

impl Turn<'_> {
    /// Opens the stream, in place of the one there is.
    pub fn open_stream(&mut self) {
        let position = self.position();
        let effect = match self.tab.stream.open(position, self.at.now) {
            Some(beginning) => Effect::OpenStream(beginning),
            None => Effect::CloseStream,
        };
        self.then(effect);
    }

    pub fn close_stream(&mut self) {
        self.tab.stream.close();
        self.then(Effect::CloseStream);
    }

    /// Begins again with a snapshot.
    pub fn start_over(&mut self) {
        self.tab.stream.start_over();
        // Not at once: a server that can't be understood would be asked without end.
        self.retry_later();
    }

    pub fn retry_later(&mut self) {
        let Retry { at, wait } = self.tab.stream.retry(self.at.now, self.at.luck);
        self.then(Effect::CloseStream);
        // The pulse would notice as well, but only every few seconds.
        let millis = wait.0.try_into().unwrap_or(u32::MAX);
        self.hear_after(millis, Heard::RetryDue(at));
    }

    pub fn retry_due(&mut self, at: Timestamp) {
        if self.tab.stream.is_due(at) {
            self.open_stream();
        }
    }

    pub fn stream_lost(&mut self) {
        if self.tab.connection == Connection::Live {
            self.show_connection(Connection::Reconnecting);
        }
    }

    /// An event has come; whether it is to be heard.
    pub fn arrives_in_time(&mut self) -> bool {
        match self.tab.stream.heard(self.at.now) {
            Arrival::InTime => true,
            Arrival::Stale => {
                self.open_stream();
                false
            }
        }
    }

    /// Looks after the stream, every few seconds.
    pub fn watch_stream(&mut self) {
        match self.tab.stream.watch(self.at.now) {
            Care::Nothing => {}
            Care::Open => self.open_stream(),
            Care::GiveUp => {
                self.stream_lost();
                self.retry_later();
            }
        }
    }

    /// Somebody is back at the page, or the network is: don't wait for the next attempt.
    pub fn check_stream(&mut self) {
        if self.tab.stream.check(self.at.now) != Care::Nothing {
            self.open_stream();
        }
    }

    /// The page is on its way to another one, and its session may be ending.
    pub fn leave_stream(&mut self) {
        self.tab.stream.leave(self.at.now);
    }
}
