//! Taking the lead, and losing it.

use super::Turn;
use crate::tab::{effect::Effect, leadership::Claim, replay::Freshness};

impl Turn<'_> {
    /// Takes part: this tab leads when its turn comes.
    pub fn line_up(&mut self) {
        if let Some(claim) = self.tab.leadership.line_up() {
            self.then(Effect::Claim(claim));
        }
    }

    pub fn lead_granted(&mut self, claim: Claim) {
        self.tab.leadership.granted(claim);
        self.lead();
    }

    pub fn lead_stolen(&mut self) {
        self.tab.leadership.follow(self.at.now);
        self.stop_sound();
        self.close_stream();
        self.line_up();
    }

    pub fn lead(&mut self) {
        if self.is_gone() || !self.tab.leadership.lead() {
            return;
        }
        self.open_stream();
        self.take_away();
        self.repeat_handled();
        self.react(Freshness::Live);
        self.settle_push();
        self.tell_others();
    }
}
