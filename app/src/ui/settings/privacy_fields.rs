//! How much a popup says to whoever else can see the screen.

use domain::preferences::Privacy;
use leptos::prelude::*;

use super::rows::ChoiceRow;
use crate::text::{Text, use_language};

#[component]
pub fn PrivacyFields(chosen: RwSignal<Privacy>) -> impl IntoView {
    let language = use_language();
    view! {
        <fieldset class="settings" aria-describedby="privacy-help">
            <legend>{language.say(Text::Privacy)}</legend>
            <p id="privacy-help" class="quiet small">{language.say(Text::PrivacyHelp)}</p>
            {Privacy::ALL
                .map(|level| view! {
                    <ChoiceRow
                        name="privacy"
                        value=name(level)
                        means=level
                        label=language.say(Text::PrivacyLevel(level))
                        help=language.say(Text::PrivacyLevelHelp(level))
                        chosen
                    />
                })}
        </fieldset>
    }
}

/// In the form, as the stream writes it.
fn name(level: Privacy) -> &'static str {
    match level {
        Privacy::Full => "full",
        Privacy::Name => "name",
        Privacy::Hidden => "hidden",
    }
}
