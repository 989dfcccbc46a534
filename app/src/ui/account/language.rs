//! Profile > Language. The server keeps it in a cookie and draws everything anew, so this is a plain
//! form.

use leptos::prelude::*;

use super::signed_in::signed_in;
use crate::{
    text::{Language, Text, use_language},
    ui::kit::page_title::PageTitle,
    wire::form::{FormResult, PostedForm, Problem},
};

#[component]
pub fn LanguagePage() -> impl IntoView {
    signed_in(|_| view! { <LanguageForm/> })
}

#[component]
fn LanguageForm() -> impl IntoView {
    let current = use_language();
    let form = PostedForm::take();
    let notice = match (form.result, form.problem) {
        (_, Some(Problem::App(problem))) => Some(current.say(Text::Problem(&problem))),
        (FormResult::Saved, _) => Some(current.say(Text::Saved)),
        (FormResult::Nothing | FormResult::Restored, _) => None,
    };
    view! {
        <PageTitle name=current.say(Text::LanguageLabel)/>
        <main id="content" class="sheet" tabindex="-1">
            <header>
                <p class="quiet small"><a href="/">{current.say(Text::DesktopTitle)}</a></p>
                <h1>{current.say(Text::LanguageLabel)}</h1>
            </header>
            <form class="card" method="post" action="/profile/language">
                <fieldset class="settings">
                    <legend class="quiet">{current.say(Text::LanguageHelp)}</legend>
                    {Language::ALL
                        .map(|language| view! {
                            <label class="setting">
                                <span lang=language.code()>{language.own_name()}</span>
                                <input
                                    type="radio"
                                    name="language"
                                    value=language.code()
                                    checked=language == current
                                />
                            </label>
                        })}
                </fieldset>
                <div class="bar">
                    <button type="submit" class="button primary" name="action" value="language">
                        {current.say(Text::Save)}
                    </button>
                    <span class="quiet" role="status">{notice}</span>
                </div>
            </form>
        </main>
    }
}
