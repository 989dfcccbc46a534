//! For addresses that lead nowhere.

use leptos::prelude::*;

use crate::{
    text::{Text, use_language},
    ui::kit::page_title::PageTitle,
};

#[component]
pub fn NotFoundPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    let language = use_language();
    view! {
        <PageTitle name=language.say(Text::NotFound)/>
        <main id="content" class="sheet" tabindex="-1">
            <h1>{language.say(Text::NotFound)}</h1>
            <p class="quiet">{language.say(Text::NotFoundHelp)}</p>
            <p><a href="/">{language.say(Text::BackToDesktop)}</a></p>
        </main>
    }
}
