//! Signing in, in two steps. Plain forms: the same with and without scripts.

use leptos::prelude::*;

use super::language_buttons::LanguageButtons;
use crate::{
    text::{Facts, Front, use_language},
    ui::kit::{
        icon::{Icon, IconImage},
        page_title::PageTitle,
    },
    wire::{
        form::{FIRST_STEP, KEPT, PostedForm, Problem, SignInProblem},
        way_back::{NEXT, sign_in_address},
    },
};

#[component]
pub fn SignInPage() -> impl IntoView {
    let language = use_language();
    let form = PostedForm::take();
    let email = form.field("email").unwrap_or_default().to_owned();
    // Without an address there is no second step, nor where a password is better not typed.
    let first_step = email.is_empty()
        || form.field(FIRST_STEP).is_some()
        || matches!(
            form.problem,
            Some(Problem::SignIn(
                SignInProblem::EmailNeeded | SignInProblem::InsecureAddress
            ))
        );
    // The page that the agent wanted before they were asked to sign in.
    let next = form.field(NEXT).map(str::to_owned);
    let afresh = sign_in_address(next.as_deref().unwrap_or_default());
    // What was typed into another form when the sign-in had ended.
    let kept = form.field(KEPT).map(str::to_owned);
    let hint = if kept.is_some() {
        Front::FormIsKept
    } else {
        Front::SignInHint
    };
    let problem = form.problem.map(|problem| match problem {
        Problem::SignIn(problem) => language.say(Front::Problem(problem)),
        Problem::App(problem) => language.say(&problem),
    });
    let invalid = problem.is_some().then_some("true");
    view! {
        <PageTitle name=language.say(Front::SignIn)/>
        <main id="content" class="gate" tabindex="-1">
            // What is missing is told in the page, where it stays, not in a bubble of the browser.
            <form class="card" method="post" action="/sign-in" novalidate>
                <a class="brand" href="/" rel="external"><IconImage icon=Icon::Bell/> "Deskbell"</a>
                <h1>{language.say(Front::SignIn)}</h1>
                <p id="sign-in-problem" class="problem" role="alert">{problem}</p>
                {next.map(|next| view! { <input type="hidden" name=NEXT value=next/> })}
                {kept.map(|kept| view! { <input type="hidden" name=KEPT value=kept/> })}
                {if first_step {
                    view! {
                        <label class="field">
                            <span>{language.say(Facts::Email)}</span>
                            <input
                                type="email"
                                name="email"
                                value=email
                                required
                                maxlength="254"
                                autocomplete="username"
                                autofocus
                                aria-describedby="sign-in-problem"
                                aria-invalid=invalid
                            />
                        </label>
                        <button type="submit" class="button primary">{language.say(Front::Next)}</button>
                    }
                        .into_any()
                } else {
                    view! {
                        // Not of the type `hidden`: password managers read the account from it.
                        <input
                            type="email"
                            name="email"
                            value=email.clone()
                            autocomplete="username"
                            readonly
                            hidden
                        />
                        <p class="signing-in-as">
                            <span class="quiet small">{language.say(Front::SigningInAs)}</span>
                            <strong>{email}</strong>
                            <a class="small" href=afresh rel="external">
                                {language.say(Front::AnotherEmail)}
                            </a>
                        </p>
                        <label class="field">
                            <span>{language.say(Front::Password)}</span>
                            <input
                                type="password"
                                name="password"
                                required
                                maxlength="1024"
                                autocomplete="current-password"
                                autofocus
                                aria-describedby="sign-in-problem"
                                aria-invalid=invalid
                            />
                        </label>
                        <button type="submit" class="button primary">
                            {language.say(Front::Connect)}
                        </button>
                    }
                        .into_any()
                }}
                <p class="quiet small">{language.say(hint)}</p>
                // After the button of the step, which is the one that Enter presses.
                <LanguageButtons/>
            </form>
        </main>
    }
}
