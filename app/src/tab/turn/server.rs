//! What a tab says to the server, and what follows from the answers.

use domain::{id::OfferId, notification::Report, time::Timestamp};

use super::Turn;
use crate::{
    alert::plan::ringing,
    tab::{effect::Effect, heard::Answer, reports::Batch, sign_of_life},
    wire::error::AppError,
};

impl Turn<'_> {
    /// Tells the server that this device is alive. Refused when nobody is signed in any more.
    pub fn acknowledge(&mut self) {
        if let Some(sent) = self.tab.acknowledgement.ask(self.at.now) {
            self.then(Effect::Acknowledge { sent });
        }
    }

    pub fn acknowledged(&mut self, sent: Timestamp, answer: &Answer<()>) {
        self.tab.acknowledgement.answered(sent);
        // Otherwise the next heartbeat tries again.
        if *answer == Err(AppError::SignedOut) {
            self.signed_out();
        }
    }

    pub fn report(&mut self, offer: OfferId, report: Report) {
        self.tab.reports.add(offer, report);
    }

    /// Sends what waits.
    pub fn flush_reports(&mut self) {
        if let Some((sent, batch)) = self.tab.reports.next(self.at.now) {
            self.then(Effect::Report { sent, batch });
        }
    }

    pub fn reported(&mut self, sent: Timestamp, batch: Batch, answer: &Answer<()>) {
        self.tab.reports.answered(sent);
        match answer {
            Ok(()) => self.flush_reports(),
            Err(AppError::SignedOut) => self.signed_out(),
            // The next pulse flushes again.
            Err(_) => self.tab.reports.keep(batch, &ringing(self.view)),
        }
    }

    /// Somebody is at this page.
    pub fn touched(&mut self) {
        let (now, attendance) = (self.time(), self.view.me.attendance);
        let word = self.tab.sign_of_life.touched(now, attendance);
        self.tell_touch(word);
    }

    /// An offer that had rung for the agent since then ran out.
    pub fn ran_out(&mut self, began_at: Timestamp) {
        let now = self.time();
        let word = self.tab.sign_of_life.ran_out(began_at, now);
        self.tell_touch(word);
    }

    fn tell_touch(&mut self, word: sign_of_life::Word) {
        if word == sign_of_life::Word::ThereTheyAre {
            self.then(Effect::TellTouch);
        }
    }
}
