//! Who sounds, and what this tab says of its sound.

use domain::{
    id::OfferId,
    sound::{Chime, Sound},
};

use super::Turn;
use crate::{
    device::sound::{Speaker, Voice},
    tab::{effect::Effect, heard::Heard},
};

/// A click takes less than this, and so does the answer of the other tabs to a new one.
const CLICK_MILLIS: u32 = 400;

impl Turn<'_> {
    /// Who sounds for something that begins now.
    pub fn voice(&self) -> Voice {
        self.tab.sounding.voice(self.wanted(), self.speaker())
    }

    /// Who sounds for a popup that stands already, because a push service was quicker.
    pub fn voice_after_push(&self) -> Voice {
        let sounding = &self.tab.sounding;
        sounding.voice_after_push(self.wanted(), self.speaker())
    }

    /// Carries out the part of the page. `offer` is what it is about, if it rings: its sound ends with it.
    pub fn sound(&mut self, voice: &Voice, offer: Option<OfferId>) {
        if let Voice::Page { chime, speaker } = voice {
            self.play(*chime, speaker.clone(), offer);
        }
        self.repeat(offer);
    }

    /// What sounds again until it has ended, if that is wished.
    pub fn repeat(&mut self, offers: impl IntoIterator<Item = OfferId>) {
        let wanted = self.wanted();
        self.tab.sounding.repeat(wanted, offers);
    }

    /// Every few seconds: plays again what is to be repeated, by whichever tab may sound by now.
    pub fn sound_again(&mut self) {
        if let Some(offer) = self.tab.sounding.due(self.at.now)
            && let Voice::Page { chime, speaker } = self.voice()
        {
            self.play(chime, speaker, Some(offer));
        }
    }

    /// This tab is not to sound any more.
    pub fn stop_sound(&mut self) {
        let faded = self.tab.sounding.stop();
        self.then(faded);
    }

    /// Lets this tab sound: at once where the browser asks for no click, else in the first.
    pub fn sound_chosen(&mut self) {
        if self.page_chime().is_some() {
            // A page that was reached from one that was clicked may sound at once, as after signing in.
            self.then(Effect::UnlockUnasked);
        }
        self.tell_sound();
    }

    pub fn sound_changed(&mut self) {
        self.stop_sound();
        self.sound_chosen();
    }

    pub fn unlock_if_needed(&mut self) {
        if self.page_chime().is_some() {
            self.then(Effect::Unlock);
        }
    }

    /// The click on the chip: unlocks, and lets hear that it did.
    pub fn sound_wished(&mut self) {
        let chime = self.page_chime().unwrap_or_default();
        self.listen_wished(chime);
    }

    /// In the click on *Listen*: this chime, whatever is saved.
    pub fn listen_wished(&mut self, chime: Chime) {
        self.then(Effect::Unlock);
        self.then(Effect::Listen(chime));
    }

    /// Tells the other tabs whether this one may sound, and its own page whether any may.
    pub fn tell_sound(&mut self) {
        if self.tab.sounding.is_news(self.at.audio) {
            self.tell_attention();
        }
        let (wanted, speaker) = (self.wanted(), self.speaker());
        let sounding = &mut self.tab.sounding;
        if sounding.is_to_be_shown(wanted, speaker.as_ref()) {
            // Not while the button is down: the chip goes, and what is beside it must not move from under
            // the click that unlocked the sound.
            self.hear_after(CLICK_MILLIS, Heard::ClickOver);
        }
    }

    pub fn show_sound(&mut self) {
        let (wanted, speaker) = (self.wanted(), self.speaker());
        let shown = self.tab.sounding.shown(wanted, speaker.as_ref());
        self.then(Effect::ShowSound(shown));
    }

    fn play(&mut self, chime: Chime, speaker: Speaker, offer: Option<OfferId>) {
        let now = self.at.now;
        let plays = self.tab.sounding.play(chime, speaker, offer, now);
        self.effects.extend(plays);
    }

    fn page_chime(&self) -> Option<Chime> {
        self.tab.sounding.page_chime(self.wanted())
    }

    fn wanted(&self) -> Sound {
        self.view.me.preferences.sound
    }
}
