//! Profile > Language and theme. The server keeps the language in a cookie and draws everything anew, so this is a plain
//! form.

use leptos::prelude::*;

use super::{signed_in::signed_in, theme_choice::ThemeChoice};
use crate::{
    text::{Appearance, Forms, Language, Pages, use_language},
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
    let is_answer = form.problem.is_some() || form.result == FormResult::Saved;
    let notice = match (form.result, form.problem) {
        (_, Some(Problem::App(problem))) => Some(current.say(&problem)),
        (FormResult::Saved, _) => Some(current.say(Forms::Saved)),
        (FormResult::Nothing | FormResult::Restored, _) => None,
    };
    view! {
        <PageTitle name=current.say(Pages::Language)/>
        <main id="content" class="sheet" tabindex="-1">
            <header>
                <p class="quiet small"><a href="/">{current.say(Pages::Desktop)}</a></p>
                <h1>{current.say(Pages::Language)}</h1>
            </header>
            <form class="card" method="post" action="/profile/language">
                <fieldset class="settings" aria-describedby="language-help">
                    <legend>{current.say(Appearance::Language)}</legend>
                    <p id="language-help" class="quiet small">
                        {current.say(Appearance::LanguageHelp)}
                    </p>
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
                    // The page is another one than the one in which it was pressed.
                    <button
                        type="submit"
                        class="button primary"
                        name="action"
                        value="language"
                        autofocus=is_answer
                        aria-describedby="language-notice"
                    >
                        {current.say(Forms::Save)}
                    </button>
                    <span id="language-notice" class="quiet" role="status">{notice}</span>
                </div>
            </form>
            <ThemeChoice/>
        </main>
    }
}
