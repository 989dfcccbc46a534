//! The agent desktop: requests to the left, the session in the middle, the customer to the right.

use domain::{
    id::RequestId,
    view::{Group, Phase},
};
use leptos::prelude::*;

use crate::{
    components::{
        actions, customer_facts::CustomerFacts, early_start::EarlyStart, focus, idle::Idle,
        page_title::PageTitle, request_list::RequestList, session_panel::SessionPanel,
    },
    desk_context::DeskContext,
    error::AppError,
    form::{PostedForm, Problem},
    text::{Text, use_language},
};

#[component]
pub fn Desktop(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let asking = RwSignal::new(None::<RequestId>);
    let attending = RwSignal::new(false);
    let served = Memo::new(move |_| {
        desk.view
            .with(|view| view.session.as_ref().map(|session| session.request))
    });
    if let Some(Problem::App(problem)) = PostedForm::problem() {
        desk.problem.set(Some(problem));
    }
    follow_session(served);
    follow_wish(desk, served);

    view! {
        <PageTitle/>
        <div class="desk">
            <section class="requests" aria-label=language.say(Text::Requests)>
                <form
                    method="post"
                    action="/"
                    on:submit=move |event| {
                        event.prevent_default();
                        actions::attend_next(desk, attending);
                    }
                >
                    <button
                        id="attend-next"
                        type="submit"
                        name="action"
                        value="attend_next"
                        class="button primary attend-next"
                        aria-busy=move || attending.get().then_some("true")
                    >
                        {move || language.say(if attending.get() {
                            Text::Attending
                        } else {
                            Text::AttendNext
                        })}
                    </button>
                </form>
                {Group::ALL.map(|group| view! { <RequestList desk group asking/> })}
                <p class="requests-more">
                    <a class="button quiet-button" href="/schedule">{language.say(Text::ScheduleCall)}</a>
                </p>
            </section>
            <main id="content" class="stage" tabindex="-1">
                <p class="problem" role="alert">
                    {move || desk.problem.get().map(|problem| language.say(Text::Problem(&problem)))}
                </p>
                {move || match served.get() {
                    Some(request) => view! { <SessionPanel desk request/> }.into_any(),
                    None => view! { <Idle desk/> }.into_any(),
                }}
                <EarlyStart desk asking/>
            </main>
            <aside class="customer" hidden=move || served.get().is_none()>
                {move || served.get().map(|request| view! { <CustomerFacts desk request/> })}
            </aside>
        </div>
    }
}

/// The focus goes where the work is: to the customer who was just connected, and back to *Attend next
/// customer* when nobody is left in hand. It is taken from nothing but the page as a whole then.
fn follow_session(served: Memo<Option<RequestId>>) {
    Effect::new(move |before: Option<Option<RequestId>>| {
        let now = served.get();
        match (before, now) {
            (Some(before), Some(_)) if before != now => {
                focus::once_drawn(|| {
                    focus::focus("#session-heading");
                });
            }
            (Some(Some(_)), None) => focus::once_drawn(|| {
                if focus::is_lost() {
                    focus::focus("#attend-next");
                }
            }),
            _ => {}
        }
        now
    });
}

/// A click on a popup asked for a request: its row takes the focus, or its session; or the agent is
/// told why there is neither.
fn follow_wish(desk: DeskContext, served: Memo<Option<RequestId>>) {
    Effect::new(move |_| {
        let Some(request) = desk.wanted.get() else {
            return;
        };
        if served.get() == Some(request) {
            desk.wanted.set(None);
            focus::once_drawn(|| {
                focus::focus("#session-heading");
            });
            return;
        }
        let gone = desk.view.with(
            |view| match view.requests.get(&request).map(|row| &row.phase) {
                Some(Phase::Taken { by }) => Some(AppError::TakenBy {
                    name: by.name.clone(),
                }),
                Some(Phase::Over) | None => Some(AppError::Over),
                Some(_) => None,
            },
        );
        if gone.is_some() {
            desk.wanted.set(None);
            desk.problem.set(gone);
            return;
        }
        focus::once_drawn(move || {
            let row = format!("[data-request=\"{request}\"]:not([data-departed]) button");
            if focus::focus(&row) {
                desk.wanted.set(None);
            }
        });
    });
}
