//! A page that is nobody's any more: signed out, or older than its server.

use super::Turn;
use crate::tab::{effect::Effect, heard::Heard, word::Word};

/// Popups are closed meanwhile.
const GOODBYE_MILLIS: u32 = 300;

impl Turn<'_> {
    /// This tab has learnt that nobody is signed in any more.
    pub fn signed_out(&mut self) {
        if !self.is_gone() {
            self.say(Word::SignedOut);
            self.sign_off();
        }
    }

    pub fn sign_off(&mut self) {
        if std::mem::replace(&mut self.tab.gone, true) {
            return;
        }
        self.close_stream();
        self.stop_sound();
        self.then(Effect::ClearBadge);
        self.then(Effect::CloseAllPopups);
        self.hear_after(GOODBYE_MILLIS, Heard::GoodbyeSaid);
    }

    pub fn goodbye_said(&mut self) {
        self.then(Effect::GoToSignIn);
    }

    /// A page that can't read its server's snapshot is replaced by the server's own, but only once:
    /// if that can't read it either, reloading again would never end.
    pub fn reload_once(&mut self) {
        self.then(Effect::ReloadOnce);
    }

    pub fn reload(&mut self) {
        self.tab.gone = true;
        self.close_stream();
        self.then(Effect::Reload);
    }

    pub fn note_release(&mut self, release: &str) {
        let newer = (release != self.tab.release).then(|| release.to_owned());
        if self.tab.newer_release != newer {
            self.tab.newer_release.clone_from(&newer);
            self.then(Effect::ShowRelease(newer));
        }
    }
}
