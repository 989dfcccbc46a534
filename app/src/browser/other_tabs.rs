//! What this tab knows of the others of its device.

use std::{cell::RefCell, collections::BTreeMap};

use domain::time::{Span, Timestamp};

use super::clock::{browser_now, silence_since};
use crate::{alert::plan::Attention, device::sound::Audio};

/// A tab says how it is every few seconds: one that crashed is forgotten after this long.
const FORGOTTEN_AFTER: Span = Span::seconds(12);

/// The others, by their ids.
#[derive(Default)]
pub struct OtherTabs(RefCell<BTreeMap<String, Said>>);

struct Said {
    attention: Attention,
    audio: Audio,
    /// Browser time.
    at: Timestamp,
}

impl OtherTabs {
    pub fn note(&self, tab: String, attention: Attention, audio: Audio) {
        let said = Said {
            attention,
            audio,
            at: browser_now(),
        };
        let mut others = self.0.borrow_mut();
        others.retain(|_, said| silence_since(said.at) < FORGOTTEN_AFTER);
        others.insert(tab, said);
    }

    pub fn any_looked_at(&self) -> bool {
        let others = self.0.borrow();
        let mut known = others.values().filter(|said| said.is_fresh());
        known.any(|said| said.attention == Attention::LookedAt)
    }

    /// Those that their browser lets sound.
    pub fn with_sound(&self) -> Vec<String> {
        let others = self.0.borrow();
        let known = others.iter().filter(|(_, said)| said.is_fresh());
        known
            .filter(|(_, said)| said.audio == Audio::Running)
            .map(|(tab, _)| tab.clone())
            .collect()
    }
}

impl Said {
    fn is_fresh(&self) -> bool {
        silence_since(self.at) < FORGOTTEN_AFTER
    }
}
