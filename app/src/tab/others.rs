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

    /// Those that their browser lets sound.
    pub fn with_sound(&self, now: Timestamp) -> impl Iterator<Item = String> {
        let known = self.0.iter().filter(move |(_, said)| said.is_fresh(now));
        known
            .filter(|(_, said)| said.audio == Audio::Running)
            .map(|(tab, _)| tab.clone())
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
        assert!(others.with_sound(NOW).eq(["two"]));
    }

    #[test]
    fn what_a_tab_says_last_counts() {
        let mut others = one_looked_at();
        others.note("one".to_owned(), Attention::Elsewhere, Audio::Blocked, NOW);
        assert!(!others.any_looked_at(NOW));
    }

    #[test]
    fn a_tab_that_crashed_is_neither_looked_at_nor_heard() {
        let mut others = one_looked_at();
        let later = NOW + Span::seconds(12);
        assert!(!others.any_looked_at(later));
        assert_eq!(others.with_sound(later).count(), 0);
        others.note(
            "new".to_owned(),
            Attention::Elsewhere,
            Audio::Blocked,
            later,
        );
        assert_eq!(others.0.len(), 1, "and forgotten");
    }
}
