//! The other languages, for whoever is not signed in: buttons of a form of its own, or of the one that is filled in.

use leptos::prelude::*;

use crate::text::{Front, Language, use_language};

/// They send the form that they stand in.
#[component]
pub fn LanguageButtons() -> impl IntoView {
    let current = use_language();
    let others = Language::ALL.into_iter().filter(|other| *other != current);
    view! {
        <div class="languages" role="group" aria-label=current.say(Front::Language)>
            {others
                .map(|other| view! {
                    <button
                        type="submit"
                        name="language"
                        value=other.code()
                        lang=other.code()
                        class="button quiet-button"
                    >
                        {other.own_name()}
                    </button>
                })
                .collect_view()}
        </div>
    }
}
