//! What has to happen although no event comes.

use domain::time::Span;

use super::Turn;
use crate::{
    desk::context::Connection,
    tab::{
        effect::Effect,
        leadership::Claim,
        liveness::{Leader, TELL_EVERY},
    },
};

/// A pulse that comes this late means that the laptop or the tab was asleep.
const ASLEEP_AFTER: Span = Span::seconds(15);
/// Reconnecting that takes longer than this is told as being offline.
const OFFLINE_AFTER: Span = Span::seconds(15);

impl Turn<'_> {
    pub fn pulse(&mut self) {
        let now = self.at.now;
        let asleep = now.since(std::mem::replace(&mut self.tab.pulse_at, now));
        self.step_clock();
        if asleep > ASLEEP_AFTER {
            self.wake();
        }
        self.beat();
        if now.since(self.tab.told_at) >= TELL_EVERY {
            self.tab.told_at = now;
            self.tell_others();
        }
    }

    /// Something may have been missed: the laptop or the tab slept, or the network was away.
    pub fn wake(&mut self) {
        self.tab.leadership.leader_heard(self.at.now);
        if self.leads() && !self.is_gone() {
            self.stream_lost();
            self.open_stream();
        }
        self.read_permission();
    }

    /// Somebody is back at this page.
    pub fn look_after(&mut self) {
        if self.leads() && !self.is_gone() {
            self.check_stream();
        }
        self.read_permission();
    }

    fn beat(&mut self) {
        if self.is_gone() {
            return;
        }
        // A tab that sounded may be there no more.
        self.tell_sound();
        if self.leads() {
            self.watch_stream();
            self.flush_reports();
            self.sound_again();
            self.tell_offline();
        } else {
            self.watch_leader();
        }
    }

    fn tell_offline(&mut self) {
        let silence = self.at.now.since(self.tab.live_at);
        if self.tab.connection == Connection::Reconnecting && silence > OFFLINE_AFTER {
            self.show_connection(Connection::Offline {
                since: self.time() - silence,
            });
        }
    }

    fn watch_leader(&mut self) {
        match self.tab.leadership.leader(self.at.now) {
            Leader::Alive => {}
            Leader::Silent => self.stream_lost(),
            Leader::Frozen => {
                // Not again before this attempt had its time.
                self.tab.leadership.leader_heard(self.at.now);
                self.then(Effect::Claim(Claim::Steal));
            }
        }
    }

    /// The clock on the screen moves once a second.
    fn step_clock(&mut self) {
        let time = self.time();
        if self.tab.shown_time.0 / 1_000 != time.0 / 1_000 {
            self.tab.shown_time = time;
            self.then(Effect::ShowTime(time));
        }
    }
}
