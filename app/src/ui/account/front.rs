//! What this is, for who is not signed in.

use leptos::prelude::*;

use crate::{
    text::{Text, use_language},
    ui::kit::{
        icon::{Icon, IconImage},
        page_title::PageTitle,
        sign_in_link::sign_in_from_here,
    },
};

#[component]
pub fn FrontPage() -> impl IntoView {
    let language = use_language();
    let promises = [
        (Text::FrontOnce, Text::FrontOnceHelp),
        (Text::FrontGone, Text::FrontGoneHelp),
        (Text::FrontExplained, Text::FrontExplainedHelp),
    ];
    view! {
        <PageTitle/>
        <header class="front-bar">
            <span class="brand"><IconImage icon=Icon::Bell/> "Deskbell"</span>
        </header>
        <main id="content" class="front" tabindex="-1">
            <h1>{language.say(Text::FrontTitle)}</h1>
            <p class="front-lead">{language.say(Text::FrontLead)}</p>
            // Who came for a request, from a popup, is led to it afterwards. The server looks first whether somebody is signed in already.
            <a class="button primary large" href=sign_in_from_here() rel="external">
                {language.say(Text::SignIn)}
            </a>
            <ul class="front-promises">
                {promises
                    .map(|(title, help)| view! {
                        <li>
                            <h2>{language.say(title)}</h2>
                            <p class="quiet">{language.say(help)}</p>
                        </li>
                    })}
            </ul>
        </main>
    }
}
