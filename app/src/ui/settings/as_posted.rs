//! What the form of the notification settings shows at first: what is saved or, when it came back
//! unsaved, what was chosen in it.

use domain::{preferences::Preferences, switch::Switch};
use serde::{Deserialize, de::value::StrDeserializer};

use crate::wire::{form::FormState, switches::muted_kinds};

/// What the button of this form says.
pub const SAVE: &str = "save";

/// What is chosen in the sound is left as it is saved: the form may have been one without it.
pub fn as_posted(saved: Preferences, form: &FormState) -> Preferences {
    if !form.is_of(SAVE) {
        return saved;
    }
    let switch = |name: &str| Switch::from(form.field(name).is_some());
    let privacy = form.field("privacy").and_then(|word| {
        let word: StrDeserializer<'_, serde::de::value::Error> =
            serde::de::IntoDeserializer::into_deserializer(word);
        Deserialize::deserialize(word).ok()
    });
    Preferences {
        desktop_notifications: switch("desktop_notifications"),
        while_looking: switch("while_looking"),
        click_connects: switch("click_connects"),
        upcoming: switch("upcoming"),
        missed: switch("missed"),
        muted_kinds: muted_kinds(|kinds| form.field(kinds.field).is_some()),
        privacy: privacy.unwrap_or(saved.privacy),
        ..saved
    }
}

#[cfg(test)]
mod tests {
    use domain::preferences::Privacy;

    use super::*;

    #[test]
    fn a_form_that_comes_back_shows_what_was_chosen_in_it() {
        let saved = Preferences::default();
        assert_eq!(as_posted(saved.clone(), &FormState::default()), saved);
        let form = FormState {
            fields: [
                ("action", SAVE),
                ("while_looking", "on"),
                ("privacy", "hidden"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
            ..FormState::default()
        };
        let shown = as_posted(saved, &form);
        assert_eq!(shown.while_looking, Switch::On);
        assert_eq!(shown.missed, Switch::Off, "on unless it is unticked");
        assert_eq!(shown.privacy, Privacy::Hidden);
        let of_a_device = FormState {
            fields: [("action".to_owned(), "rename".to_owned())].into(),
            ..FormState::default()
        };
        let saved = Preferences::default();
        assert_eq!(as_posted(saved.clone(), &of_a_device), saved);
    }
}
