//! Signing in, in two steps. Plain forms: the same with and without scripts.

use leptos::prelude::*;

use crate::{
    text::{Text, use_language},
    ui::kit::{
        icon::{Icon, IconImage},
        page_title::PageTitle,
    },
    wire::{
        form::{KEPT, PostedForm, Problem, SignInProblem},
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
        Text::FormIsKept
    } else {
        Text::SignInHint
    };
    let problem = form.problem.map(|problem| match problem {
        Problem::SignIn(problem) => language.say(Text::SignInProblem(problem)),
        Problem::App(problem) => language.say(Text::Problem(&problem)),
    });
    let invalid = problem.is_some().then_some("true");
    view! {
        <PageTitle name=language.say(Text::SignIn)/>
        <main id="content" class="gate" tabindex="-1">
            // What is missing is told in the page, where it stays, not in a bubble of the browser.
            <form class="card" method="post" action="/sign-in" novalidate>
                <a class="brand" href="/" rel="external"><IconImage icon=Icon::Bell/> "Deskbell"</a>
                <h1>{language.say(Text::SignIn)}</h1>
                <p id="sign-in-problem" class="problem" role="alert">{problem}</p>
                {next.map(|next| view! { <input type="hidden" name=NEXT value=next/> })}
                {kept.map(|kept| view! { <input type="hidden" name=KEPT value=kept/> })}
                {if first_step {
                    view! {
                        <label class="field">
                            <span>{language.say(Text::Email)}</span>
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
                        <button type="submit" class="button primary">{language.say(Text::Next)}</button>
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
                            <span class="quiet small">{language.say(Text::SigningInAs)}</span>
                            <strong>{email}</strong>
                            <a class="small" href=afresh rel="external">
                                {language.say(Text::AnotherEmail)}
                            </a>
                        </p>
                        <label class="field">
                            <span>{language.say(Text::Password)}</span>
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
                            {language.say(Text::SignInConnect)}
                        </button>
                    }
                        .into_any()
                }}
                <p class="quiet small">{language.say(hint)}</p>
            </form>
        </main>
    }
}
