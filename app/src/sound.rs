//! Who makes the sound of a popup on this device, and what our own chimes are. Exactly one of system
//! and page sounds, or neither; the browser carries it out (`browser::chime`).

use domain::sound::{Chime, Sound, Tune};
use serde::{Deserialize, Serialize};

use crate::{
    desk_context::PageSound,
    text::{Family, System, UserAgent},
};

/// Who makes the sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    System,
    Page(Chime),
    Nobody,
}

/// What the popup says to the system about sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PopupSound {
    /// As the system has it.
    Unsaid,
    Silent,
}

/// The page stands in for the system only where that makes no sound with its popups: Chrome and Edge
/// on macOS and Linux.
pub fn source(wanted: Sound, browser: &UserAgent) -> Source {
    match wanted {
        Sound::Off => Source::Nobody,
        Sound::Chime(chime) => Source::Page(chime),
        Sound::System if is_mute(browser) => Source::Page(Chime::default()),
        Sound::System => Source::System,
    }
}

/// Only a page that can't make its sound leaves a system that is thought mute to try.
pub fn popup_sound(wanted: Sound, browser: &UserAgent, page: PageSound) -> PopupSound {
    match (wanted, source(wanted, browser)) {
        (_, Source::System) => PopupSound::Unsaid,
        (Sound::System, Source::Page(_)) if page != PageSound::Ready => PopupSound::Unsaid,
        (_, Source::Page(_) | Source::Nobody) => PopupSound::Silent,
    }
}

fn is_mute(browser: &UserAgent) -> bool {
    matches!(browser.family, Family::Chrome | Family::Edge)
        && matches!(browser.system, System::MacOs | System::Linux)
}

/// What the form of the notification settings posts as `sound`; the rest of it describes the chime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoundChoice {
    System,
    Chime,
    Off,
}

impl SoundChoice {
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
pub struct Note {
    /// In hertz.
    pub pitch: f32,
    /// In seconds from the beginning of the tune.
    pub begins: f64,
    pub lasts: f64,
}

/// What can be heard of the tune, always below the three seconds after which sound would need a way
/// to stop it (WCAG 1.4.2).
pub fn notes(tune: Tune) -> &'static [Note] {
    const fn note(pitch: f32, begins: f64, lasts: f64) -> Note {
        Note {
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

/// The amplitude of a tone at this volume. Half as loud to the ear is a quarter of it.
pub fn loudness(chime: Chime) -> f32 {
    let share = f32::from(chime.volume.percent()) / 100.0;
    0.5 * share * share
}

#[cfg(test)]
mod tests {
    use domain::{agent::Switch, sound::Volume};

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

    #[test]
    fn the_page_stands_in_where_the_system_has_no_sound() {
        for browser in browsers() {
            let mute = matches!(
                (browser.family, browser.system),
                (Family::Chrome | Family::Edge, System::MacOs | System::Linux)
            );
            let expected = if mute {
                Source::Page(Chime::default())
            } else {
                Source::System
            };
            assert_eq!(source(Sound::System, &browser), expected, "{browser:?}");
        }
    }

    #[test]
    fn a_chosen_chime_sounds_everywhere_and_off_nowhere() {
        for browser in browsers() {
            assert_eq!(
                source(Sound::Chime(chosen()), &browser),
                Source::Page(chosen())
            );
            assert_eq!(source(Sound::Off, &browser), Source::Nobody);
        }
    }

    #[test]
    fn system_and_page_never_sound_together() {
        for browser in browsers() {
            for wanted in [Sound::System, Sound::Chime(chosen()), Sound::Off] {
                for page in [PageSound::Unknown, PageSound::Ready, PageSound::Blocked] {
                    let page_sounds = page == PageSound::Ready
                        && matches!(source(wanted, &browser), Source::Page(_));
                    let system_may = popup_sound(wanted, &browser, page) == PopupSound::Unsaid;
                    let expected = usize::from(wanted != Sound::Off);
                    let sources = usize::from(page_sounds) + usize::from(system_may);
                    let blocked = matches!(wanted, Sound::Chime(_)) && page != PageSound::Ready;
                    assert_eq!(
                        sources,
                        if blocked { 0 } else { expected },
                        "{wanted:?} {page:?} {browser:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_tune_is_its_own_and_shorter_than_three_seconds() {
        let tunes = Tune::ALL.map(notes);
        for notes in tunes {
            assert!(notes.iter().all(|note| note.begins + note.lasts < 3.0));
        }
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
