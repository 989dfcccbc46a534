//! Who makes the sound of a popup on this device, and what our own chimes are. Exactly one of system
//! and page sounds, or neither; a tab has it made (`tab::sounding`).

use domain::{
    sound::{Chime, Sound, Tune},
    time::Span,
};
use serde::Serialize;
use unpack::Unpack;

use super::user_agent::{Family, System, UserAgent};
use crate::desk::context::PageSound;

/// Whether a tab may make a sound now: browsers want a click first, in each of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Audio {
    Running,
    #[default]
    Blocked,
}

/// The tab of this device that plays a chime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The one that decides.
    ThisTab,
    Other(String),
}

/// Who makes the sound of one popup, or of what rings in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Voice {
    System,
    Page { chime: Chime, speaker: Speaker },
    Nobody,
}

/// What the popup says to the system about sound. Only a [`Voice`] knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PopupSound {
    /// As the system has it.
    Unsaid,
    Silent,
}

impl Voice {
    pub fn popup_sound(&self) -> PopupSound {
        match self {
            Self::System => PopupSound::Unsaid,
            Self::Page { .. } | Self::Nobody => PopupSound::Silent,
        }
    }
}

/// Which tab plays: this one if it may, else another one that may.
pub fn speaker(own: Audio, running_elsewhere: Option<String>) -> Option<Speaker> {
    match own {
        Audio::Running => Some(Speaker::ThisTab),
        Audio::Blocked => running_elsewhere.map(Speaker::Other),
    }
}

/// The one decision about a sound, whatever it is for.
pub fn voice(wanted: Sound, browser: &UserAgent, speaker: Option<Speaker>) -> Voice {
    match (wanted, page_chime(wanted, browser), speaker) {
        (_, Some(chime), Some(speaker)) => Voice::Page { chime, speaker },
        // A system that is thought mute, too, is left to try where none of our pages may sound.
        (Sound::System, _, _) => Voice::System,
        (Sound::Chime(_) | Sound::Off, _, _) => Voice::Nobody,
    }
}

/// The same for a popup that a push service has raised without a page: the system has sounded already,
/// and only where it is thought mute a page does.
pub fn voice_after_push(wanted: Sound, browser: &UserAgent, speaker: Option<Speaker>) -> Voice {
    if is_mute(browser) {
        voice(wanted, browser, speaker)
    } else {
        Voice::Nobody
    }
}

/// What a page plays on this device, unless the system sounds or nobody does. The page stands in for
/// the system only where that makes no sound with its popups: Chrome and Edge on macOS and Linux.
pub fn page_chime(wanted: Sound, browser: &UserAgent) -> Option<Chime> {
    match wanted {
        Sound::Chime(chime) => Some(chime),
        Sound::System => is_mute(browser).then(Chime::default),
        Sound::Off => None,
    }
}

/// What the pages of this device tell of their sound: something only while none of them may play what
/// one of them should.
pub fn page_sound(wanted: Sound, browser: &UserAgent, speaker: Option<&Speaker>) -> PageSound {
    match (page_chime(wanted, browser), speaker) {
        (Some(_), None) => PageSound::Blocked,
        (None, _) | (Some(_), Some(_)) => PageSound::Ready,
    }
}

fn is_mute(browser: &UserAgent) -> bool {
    matches!(browser.family, Family::Chrome | Family::Edge)
        && matches!(browser.system, System::MacOs | System::Linux)
}

/// What the form of the notification settings posts as `sound`; the rest of it describes the chime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoundChoice {
    System,
    Chime,
    Off,
}

impl SoundChoice {
    pub const ALL: [Self; 3] = [Self::System, Self::Chime, Self::Off];

    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Chime => "chime",
            Self::Off => "off",
        }
    }

    pub fn with(self, chime: Chime) -> Sound {
        match self {
            Self::System => Sound::System,
            Self::Chime => Sound::Chime(chime),
            Self::Off => Sound::Off,
        }
    }
}

impl From<Sound> for SoundChoice {
    fn from(sound: Sound) -> Self {
        match sound {
            Sound::System => Self::System,
            Sound::Chime(_) => Self::Chime,
            Sound::Off => Self::Off,
        }
    }
}

/// In the form, as the stream writes it.
pub fn tune_name(tune: Tune) -> &'static str {
    match tune {
        Tune::Bells => "bells",
        Tune::Stairs => "stairs",
        Tune::Telephone => "telephone",
    }
}

/// One tone of a tune: it begins at once and fades away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pitch {
    /// In hertz.
    pub pitch: f32,
    /// In seconds from the beginning of the tune.
    pub begins: f64,
    pub lasts: f64,
}

/// What can be heard of the tune, always below the three seconds after which sound would need a way
/// to stop it (WCAG 1.4.2).
pub fn notes(tune: Tune) -> &'static [Pitch] {
    const fn note(pitch: f32, begins: f64, lasts: f64) -> Pitch {
        Pitch {
            pitch,
            begins,
            lasts,
        }
    }
    match tune {
        Tune::Bells => const { &[note(880.0, 0.0, 0.7), note(1174.7, 0.22, 0.7)] },
        Tune::Stairs => {
            const {
                &[
                    note(523.3, 0.0, 0.45),
                    note(659.3, 0.16, 0.45),
                    note(784.0, 0.32, 0.45),
                    note(1046.5, 0.48, 0.9),
                ]
            }
        }
        Tune::Telephone => {
            const {
                &[
                    note(740.0, 0.0, 0.14),
                    note(932.3, 0.1, 0.14),
                    note(740.0, 0.2, 0.14),
                    note(932.3, 0.3, 0.14),
                    note(740.0, 0.4, 0.14),
                    note(932.3, 0.5, 0.3),
                    note(740.0, 1.2, 0.14),
                    note(932.3, 1.3, 0.14),
                    note(740.0, 1.4, 0.14),
                    note(932.3, 1.5, 0.14),
                    note(740.0, 1.6, 0.14),
                    note(932.3, 1.7, 0.3),
                ]
            }
        }
    }
}

/// From the first tone to the end of the last.
pub fn length(tune: Tune) -> Span {
    let ends = notes(tune).iter().map(|note| note.begins + note.lasts);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a tune is shorter than three seconds"
    )]
    Span((ends.fold(0.0, f64::max) * 1_000.0).round() as i64)
}

/// The amplitude of a tone at this volume. Half as loud to the ear is a quarter of it.
pub fn loudness(chime: Chime) -> f32 {
    let share = f32::from(chime.volume.percent()) / 100.0;
    0.5 * share * share
}

#[cfg(test)]
mod tests {
    use domain::{sound::Volume, switch::Switch};

    use super::*;

    const FAMILIES: [Family; 5] = [
        Family::Chrome,
        Family::Edge,
        Family::Firefox,
        Family::Safari,
        Family::Other,
    ];
    const SYSTEMS: [System; 6] = [
        System::Windows,
        System::MacOs,
        System::Linux,
        System::Android,
        System::Ios,
        System::Other,
    ];

    fn browser(family: Family, system: System) -> UserAgent {
        UserAgent {
            family,
            version: None,
            system,
        }
    }

    fn browsers() -> impl Iterator<Item = UserAgent> {
        FAMILIES
            .into_iter()
            .flat_map(|family| SYSTEMS.map(|system| browser(family, system)))
    }

    fn chosen() -> Chime {
        Chime {
            tune: Tune::Stairs,
            volume: Volume::try_from(40).unwrap(),
            repeat: Switch::On,
        }
    }

    fn speakers() -> [Option<Speaker>; 3] {
        [
            None,
            Some(Speaker::ThisTab),
            Some(Speaker::Other("b".to_owned())),
        ]
    }

    #[test]
    fn the_page_stands_in_where_the_system_has_no_sound() {
        for browser in browsers() {
            let mute = matches!(
                (browser.family, browser.system),
                (Family::Chrome | Family::Edge, System::MacOs | System::Linux)
            );
            for speaker in speakers() {
                let expected = match &speaker {
                    Some(speaker) if mute => Voice::Page {
                        chime: Chime::default(),
                        speaker: speaker.clone(),
                    },
                    _ => Voice::System,
                };
                assert_eq!(
                    voice(Sound::System, &browser, speaker),
                    expected,
                    "{browser:?}"
                );
            }
        }
    }

    #[test]
    fn a_chosen_chime_is_played_wherever_a_page_may_and_never_by_the_system() {
        for browser in browsers() {
            for speaker in speakers() {
                let expected = match speaker.clone() {
                    Some(speaker) => Voice::Page {
                        chime: chosen(),
                        speaker,
                    },
                    None => Voice::Nobody,
                };
                assert_eq!(voice(Sound::Chime(chosen()), &browser, speaker), expected);
            }
        }
    }

    #[test]
    fn off_is_off() {
        for browser in browsers() {
            for speaker in speakers() {
                assert_eq!(voice(Sound::Off, &browser, speaker), Voice::Nobody);
            }
        }
    }

    #[test]
    fn a_page_sounds_after_a_push_only_where_the_system_did_not() {
        for browser in browsers() {
            for wanted in [Sound::System, Sound::Chime(chosen()), Sound::Off] {
                let after = voice_after_push(wanted, &browser, Some(Speaker::ThisTab));
                assert_eq!(
                    matches!(after, Voice::Page { .. }),
                    is_mute(&browser) && wanted != Sound::Off,
                    "{wanted:?} {browser:?}"
                );
            }
        }
    }

    #[test]
    fn the_system_is_silenced_whenever_it_is_not_the_one() {
        let page = Voice::Page {
            chime: chosen(),
            speaker: Speaker::ThisTab,
        };
        assert_eq!(Voice::System.popup_sound(), PopupSound::Unsaid);
        assert_eq!(page.popup_sound(), PopupSound::Silent);
        assert_eq!(Voice::Nobody.popup_sound(), PopupSound::Silent);
    }

    #[test]
    fn a_tab_sounds_itself_if_it_may() {
        let other = || Some("other".to_owned());
        assert_eq!(speaker(Audio::Running, other()), Some(Speaker::ThisTab));
        assert_eq!(
            speaker(Audio::Blocked, other()),
            Some(Speaker::Other("other".to_owned()))
        );
        assert_eq!(speaker(Audio::Blocked, None), None);
    }

    #[test]
    fn a_person_is_asked_for_a_click_only_when_no_tab_may_play_what_one_should() {
        for browser in browsers() {
            for wanted in [Sound::System, Sound::Chime(chosen()), Sound::Off] {
                for speaker in speakers() {
                    let should = page_chime(wanted, &browser).is_some();
                    let asked = page_sound(wanted, &browser, speaker.as_ref());
                    assert_eq!(
                        asked == PageSound::Blocked,
                        should && speaker.is_none(),
                        "{wanted:?} {speaker:?} {browser:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_tune_is_its_own_and_shorter_than_three_seconds() {
        let tunes = Tune::ALL.map(notes);
        for tune in Tune::ALL {
            assert!(length(tune) < Span::seconds(3), "{tune:?}");
        }
        assert_eq!(length(Tune::Bells), Span(920));
        assert!(tunes[0] != tunes[1] && tunes[1] != tunes[2] && tunes[0] != tunes[2]);
    }

    #[test]
    fn louder_is_louder() {
        let at = |percent| {
            loudness(Chime {
                volume: Volume::try_from(percent).unwrap(),
                ..Chime::default()
            })
        };
        assert!(at(10) > 0.0 && at(10) < at(70) && at(70) < at(100) && at(100) <= 1.0);
    }
}
