//! The sound of whatever is raised or rings on this device. The leader decides who makes it
//! (`device::sound`); where a page does, that is one tab of the device that its browser lets sound,
//! not always the leader: a tab that nobody has clicked yet is mute.

use domain::{
    id::OfferId,
    sorted::SortedSet,
    sound::{Chime, Sound},
    time::{Span, Timestamp},
};

use super::{effect::Effect, word::Word};
use crate::{
    desk::context::PageSound,
    device::{
        sound::{Audio, Speaker, Voice, length, page_chime, page_sound, voice, voice_after_push},
        user_agent::UserAgent,
    },
};

/// Between the end of a tune and its repetition. The pulse that repeats it comes every 5 s from a
/// hidden tab, every second from one that is seen.
const PAUSE: Span = Span::seconds(2);

#[derive(Debug)]
pub struct Sounding {
    browser: UserAgent,
    /// Of the leader: what it last had played.
    playing: Option<Playing>,
    /// Of the leader: what is to sound again until it has ended.
    repeating: SortedSet<OfferId>,
    /// What the other tabs were last told of this tab's audio.
    told: Audio,
    /// What the page shows.
    shown: PageSound,
    /// Whether the chip waits for the end of a click.
    waits_for_click: bool,
}

#[derive(Debug)]
struct Playing {
    offer: Option<OfferId>,
    speaker: Speaker,
    /// Browser time.
    until: Timestamp,
}

impl Sounding {
    pub fn on(browser: UserAgent) -> Self {
        Self {
            browser,
            playing: None,
            repeating: SortedSet::new(),
            told: Audio::Blocked,
            shown: PageSound::Unknown,
            waits_for_click: false,
        }
    }

    /// Who sounds for something that begins now.
    pub fn voice(&self, wanted: Sound, speaker: Option<Speaker>) -> Voice {
        voice(wanted, &self.browser, speaker)
    }

    /// Who sounds for a popup that stands already, because a push service was quicker.
    pub fn voice_after_push(&self, wanted: Sound, speaker: Option<Speaker>) -> Voice {
        voice_after_push(wanted, &self.browser, speaker)
    }

    pub fn page_chime(&self, wanted: Sound) -> Option<Chime> {
        page_chime(wanted, &self.browser)
    }

    /// In place of what plays. `offer` is what it is about, if it rings: its sound ends with it.
    pub fn play(
        &mut self,
        chime: Chime,
        speaker: Speaker,
        offer: Option<OfferId>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let hushed = self.hush();
        let plays = match &speaker {
            Speaker::ThisTab => Effect::Play(chime),
            Speaker::Other(name) => Effect::Say(Word::Play {
                tab: name.clone(),
                chime,
            }),
        };
        self.playing = Some(Playing {
            offer,
            speaker,
            until: now + length(chime.tune),
        });
        hushed.into_iter().chain([plays]).collect()
    }

    /// From now on these sound until they have ended, if that is wished.
    pub fn repeat(&mut self, wanted: Sound, offers: impl IntoIterator<Item = OfferId>) {
        let chime = self.page_chime(wanted);
        if chime.is_some_and(|chime| chime.repeat.is_on()) {
            self.repeating.extend(offers);
        }
    }

    /// What is to sound again now, if the last tune has been over for a while.
    pub fn due(&self, now: Timestamp) -> Option<OfferId> {
        let offer = self.repeating.first().copied()?;
        let until = self.playing.as_ref().map(|playing| playing.until);
        until
            .is_none_or(|until| until + PAUSE <= now)
            .then_some(offer)
    }

    /// Silences whatever is about none of these offers.
    pub fn keep(&mut self, ringing: &SortedSet<OfferId>) -> Option<Effect> {
        self.repeating.retain(|offer| ringing.contains(offer));
        let about = self.playing.as_ref().and_then(|playing| playing.offer);
        if about.is_some_and(|offer| !ringing.contains(&offer)) {
            self.hush()
        } else {
            None
        }
    }

    /// This tab is not to sound any more.
    pub fn stop(&mut self) -> Effect {
        self.repeating.clear();
        self.playing = None;
        Effect::Fade
    }

    /// Whether the other tabs were told something else of this one's audio before.
    pub fn is_news(&mut self, own: Audio) -> bool {
        std::mem::replace(&mut self.told, own) != own
    }

    /// Whether the page has to show something else, and nobody sees to it yet.
    pub fn is_to_be_shown(&mut self, wanted: Sound, speaker: Option<&Speaker>) -> bool {
        page_sound(wanted, &self.browser, speaker) != self.shown
            && !std::mem::replace(&mut self.waits_for_click, true)
    }

    /// What the page shows from now on.
    pub fn shown(&mut self, wanted: Sound, speaker: Option<&Speaker>) -> PageSound {
        self.waits_for_click = false;
        self.shown = page_sound(wanted, &self.browser, speaker);
        self.shown
    }

    fn hush(&mut self) -> Option<Effect> {
        match self.playing.take()?.speaker {
            Speaker::ThisTab => Some(Effect::Fade),
            Speaker::Other(tab) => Some(Effect::Say(Word::Hush { tab })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::sample_view::{NOW, offer};
    use domain::switch::Switch;

    fn sounding() -> Sounding {
        Sounding::on(UserAgent::read("Firefox/150.0 (Windows NT 10.0)"))
    }

    fn again_and_again() -> Sound {
        Sound::Chime(Chime {
            repeat: Switch::On,
            ..Chime::default()
        })
    }

    fn another() -> Speaker {
        Speaker::Other("t2".to_owned())
    }

    #[test]
    fn a_chime_takes_the_place_of_the_one_before_in_whichever_tab_that_plays() {
        let mut sounding = sounding();
        let chime = Chime::default();
        sounding.play(chime, another(), Some(offer(1)), NOW);
        assert_eq!(
            sounding.play(chime, Speaker::ThisTab, Some(offer(2)), NOW),
            [
                Effect::Say(Word::Hush {
                    tab: "t2".to_owned()
                }),
                Effect::Play(chime),
            ]
        );
    }

    #[test]
    fn a_chime_ends_with_its_offer_and_with_no_other() {
        let mut sounding = sounding();
        sounding.play(Chime::default(), Speaker::ThisTab, Some(offer(1)), NOW);
        assert_eq!(sounding.keep(&SortedSet::from([offer(1)])), None);
        assert_eq!(
            sounding.keep(&SortedSet::from([offer(2)])),
            Some(Effect::Fade)
        );
        assert_eq!(sounding.keep(&SortedSet::new()), None, "it was hushed once");
    }

    #[test]
    fn the_sound_of_a_notice_ends_by_itself() {
        let mut sounding = sounding();
        sounding.play(Chime::default(), Speaker::ThisTab, None, NOW);
        assert_eq!(sounding.keep(&SortedSet::new()), None);
    }

    #[test]
    fn what_is_to_sound_again_does_so_after_a_pause_until_it_has_ended() {
        let mut sounding = sounding();
        sounding.repeat(again_and_again(), [offer(1)]);
        let chime = Chime::default();
        sounding.play(chime, Speaker::ThisTab, Some(offer(1)), NOW);
        let over = NOW + length(chime.tune);
        assert_eq!(sounding.due(over + Span(1_999)), None);
        assert_eq!(sounding.due(over + Span(2_000)), Some(offer(1)));
        sounding.keep(&SortedSet::new());
        assert_eq!(sounding.due(over + Span(2_000)), None);
    }

    #[test]
    fn nothing_sounds_again_that_is_to_sound_once() {
        let mut sounding = sounding();
        sounding.repeat(Sound::Chime(Chime::default()), [offer(1)]);
        sounding.repeat(Sound::Off, [offer(1)]);
        assert_eq!(sounding.due(NOW), None);
    }

    #[test]
    fn the_chip_is_changed_once_a_click_however_often_it_is_asked_for() {
        let mut sounding = sounding();
        let wanted = Sound::Chime(Chime::default());
        assert!(sounding.is_to_be_shown(wanted, None));
        assert!(
            !sounding.is_to_be_shown(wanted, None),
            "somebody sees to it"
        );
        assert_eq!(sounding.shown(wanted, None), PageSound::Blocked);
        assert!(!sounding.is_to_be_shown(wanted, None), "it is shown");
        assert!(sounding.is_to_be_shown(wanted, Some(&Speaker::ThisTab)));
    }

    #[test]
    fn the_other_tabs_are_told_of_a_change() {
        let mut sounding = sounding();
        assert!(!sounding.is_news(Audio::Blocked));
        assert!(sounding.is_news(Audio::Running));
        assert!(!sounding.is_news(Audio::Running));
    }
}
