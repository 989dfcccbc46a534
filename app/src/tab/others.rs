//! What a tab knows of the others of its device.

use domain::{
    sorted::SortedMap,
    time::{Span, Timestamp},
};

use crate::{alert::plan::Attention, device::sound::Audio};

/// A tab says how it is every few seconds: one that crashed is forgotten after this long.
const FORGOTTEN_AFTER: Span = Span::seconds(12);

/// The others, by their ids.
#[derive(Debug, Default)]
pub struct Others(SortedMap<String, Said>);

#[derive(Debug)]
struct Said {
    attention: Attention,
    audio: Audio,
    /// Browser time.
    at: Timestamp,
}

impl Others {
    pub fn note(&mut self, tab: String, attention: Attention, audio: Audio, now: Timestamp) {
        let said = Said {
            attention,
            audio,
            at: now,
        };
        self.0.retain(|_, said| said.is_fresh(now));
        self.0.insert(tab, said);
    }

    pub fn any_looked_at(&self, now: Timestamp) -> bool {
        let mut known = self.0.values().filter(|said| said.is_fresh(now));
        known.any(|said| said.attention == Attention::LookedAt)
    }

    /// One that its browser lets sound: of several the one that was heard last. A page that was loaded again may be
    /// known twice for a while, because what a page says as it goes gets lost now and then.
    pub fn with_sound(&self, now: Timestamp) -> Option<String> {
        let known = self.0.iter().filter(|(_, said)| said.is_fresh(now));
        let with_sound = known.filter(|(_, said)| said.audio == Audio::Running);
        let last = with_sound.max_by_key(|(_, said)| said.at)?;
        Some(last.0.clone())
    }
}

impl Said {
    fn is_fresh(&self, now: Timestamp) -> bool {
        now.since(self.at) < FORGOTTEN_AFTER
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn one_looked_at() -> Others {
        let mut others = Others::default();
        others.note("one".to_owned(), Attention::LookedAt, Audio::Blocked, NOW);
        others.note("two".to_owned(), Attention::Elsewhere, Audio::Running, NOW);
        others
    }

    #[test]
    fn a_tab_knows_who_is_looked_at_and_who_may_sound() {
        let others = one_looked_at();
        assert!(others.any_looked_at(NOW));
        assert_eq!(others.with_sound(NOW).as_deref(), Some("two"));
    }

    #[test]
    fn what_a_tab_says_last_counts() {
        let mut others = one_looked_at();
        others.note("one".to_owned(), Attention::Elsewhere, Audio::Blocked, NOW);
        assert!(!others.any_looked_at(NOW));
    }

    #[test]
    fn a_page_that_was_loaded_again_sounds_in_place_of_what_it_was() {
        let mut others = Others::default();
        let mut note = |tab: &str, at| {
            others.note(tab.to_owned(), Attention::Elsewhere, Audio::Running, at);
        };
        note("1 before", NOW);
        note("2 after", NOW + Span::seconds(2));
        let now = NOW + Span::seconds(3);
        assert_eq!(others.with_sound(now).as_deref(), Some("2 after"));
    }

    #[test]
    fn a_tab_that_crashed_is_neither_looked_at_nor_heard() {
        let mut others = one_looked_at();
        let later = NOW + Span::seconds(12);
        assert!(!others.any_looked_at(later));
        assert_eq!(others.with_sound(later), None);
        others.note(
            "new".to_owned(),
            Attention::Elsewhere,
            Audio::Blocked,
            later,
        );
        assert_eq!(others.0.len(), 1, "and forgotten");
    }
}
