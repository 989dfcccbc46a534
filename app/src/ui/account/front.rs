//! What this is, for who is not signed in.

use leptos::prelude::*;

use super::{front_picture::FrontPicture, language_buttons::LanguageButtons};
use crate::{
    text::{Front, use_language},
    ui::kit::{
        icon::{Icon, IconImage},
        page_title::PageTitle,
        sign_in_link::{here, sign_in_from_here},
    },
    wire::way_back::NEXT,
};

#[component]
pub fn FrontPage() -> impl IntoView {
    let language = use_language();
    // With what was asked for, so that another language does not lose it.
    let back = here();
    let promises = [
        (Front::Once, Front::OnceHelp),
        (Front::Gone, Front::GoneHelp),
        (Front::Explained, Front::ExplainedHelp),
    ];
    view! {
        <PageTitle/>
        <header class="front-bar">
            <span class="brand"><IconImage icon=Icon::Bell/> "Deskbell"</span>
            <form method="post" action="/language">
                <input type="hidden" name=NEXT value=back/>
                <LanguageButtons/>
            </form>
        </header>
        <main id="content" class="front" tabindex="-1">
            <div class="front-words">
                <h1>{language.say(Front::Title)}</h1>
                <p class="front-lead">{language.say(Front::Lead)}</p>
                // Who came for a request, from a popup, is led to it afterwards. The server looks first whether somebody is signed in already.
                <a class="button primary large" href=sign_in_from_here() rel="external">
                    {language.say(Front::SignIn)}
                </a>
            </div>
            <FrontPicture/>
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
