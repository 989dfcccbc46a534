//! The agent desktop: requests to the left, the session in the middle, the customer to the right.

use domain::{
    id::RequestId,
    view::{Group, Phase},
};
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_query_map;

use super::{
    attend_next::AttendNext,
    idle::Idle,
    outcome_said::OutcomeSaid,
    request_list::RequestList,
    session_switch::{SESSION, choice, taken_since},
    unsent_notes::UnsentNotes,
};
use crate::{
    chunks::InHand,
    desk::{
        context::{Connection, DeskContext},
        freshness::as_of,
    },
    reactive::{effect, memo},
    text::{Lists, Pages, use_language},
    ui::kit::{each::each, focus, handler::pointed, page_title::PageTitle, when::When},
    wire::{
        error::AppError,
        form::{PostedForm, Problem},
    },
};

#[component]
pub fn Desktop(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let open = desk.in_hand();
    if let Some(asked) = use_query_map().read_untracked().get(SESSION) {
        desk.shown.set(asked.parse().ok());
    }
    let served = memo(move || choice(&open.read(), desk.shown.get()));
    let in_hand = move || served.get().into_iter().collect();
    let asked = move || desk.asking.get().into_iter().collect();
    let nobody = memo(move || served.get().is_none());
    let chunk = expect_context::<InHand>();
    if let Some(Problem::App(problem)) = PostedForm::problem() {
        desk.problem.set(Some(problem));
    }
    let stale = as_of(desk);
    // As long as the pointer is in the column, no list of it takes another one's room.
    let visited = RwSignal::new(false);
    let away = window_event_listener(ev::blur, move |_| visited.set(false));
    on_cleanup(move || away.remove());
    follow_sessions(desk, open);
    let shown = memo(move || served.get().filter(|_| chunk.is_here()));
    follow_served(open, shown);
    follow_wish(desk, open);
    forget_what_did_not_arrive(desk);
    // Neither was said, or asked, on the page that comes next.
    on_cleanup(move || {
        desk.problem.try_set(None);
        desk.asking.try_set(None);
    });

    view! {
        <PageTitle/>
        <div class="desk">
            <section
                class="requests"
                aria-label=language.say(Lists::Requests)
                on:pointermove=pointed(move |_| {
                    if !visited.get_untracked() {
                        visited.set(true);
                    }
                })
                on:pointerleave=pointed(move |_| visited.set(false))
            >
                <AttendNext desk stale/>
                <div class="request-lists">
                    {Group::ALL
                        .into_iter()
                        .map(|group| view! { <RequestList desk group stale visited/> })
                        .collect_view()}
                </div>
                <p class="requests-more" hidden=move || desk.with(|view| view.beyond == 0)>
                    {move || language.say(Lists::Beyond(desk.with(|view| view.beyond)))}
                </p>
                <p class="requests-foot">
                    <a class="button quiet-button" href="/schedule">{language.say(Pages::ScheduleCall)}</a>
                </p>
            </section>
            <main id="content" class="stage" tabindex="-1">
                <p class="problem" role="alert">
                    {move || desk.problem.get().map(|problem| language.say(&problem))}
                </p>
                <OutcomeSaid desk/>
                <UnsentNotes desk open/>
                // Each customer has fields of their own: none that stay when another one is shown.
                {each(in_hand, RequestId::to_string, move |request| chunk.session(desk, request))}
                <When is=nobody>
                    <Idle desk stale/>
                </When>
                {each(asked, RequestId::to_string, move |request| chunk.early_start(desk, request))}
            </main>
            <section
                class="customer"
                aria-labelledby="customer-title"
                hidden=move || nobody.get()
            >
                {each(in_hand, RequestId::to_string, move |request| chunk.facts(desk, request))}
            </section>
        </div>
    }
}

/// What could not be done because nothing arrived is past as soon as something does.
fn forget_what_did_not_arrive(desk: DeskContext) {
    effect(move || {
        let lost = matches!(
            desk.problem.get_untracked(),
            Some(AppError::Transport | AppError::Unavailable)
        );
        if desk.connection.get() == Connection::Live && lost {
            desk.problem.set(None);
        }
    });
}

/// A customer who was just taken is shown, and what was entered for those who left is forgotten.
fn follow_sessions(desk: DeskContext, open: Memo<Vec<RequestId>>) {
    Effect::new(move |before: Option<Vec<RequestId>>| {
        let now = open.get();
        if let Some(taken) = before.and_then(|before| taken_since(&before, &now)) {
            desk.shown.set(Some(taken));
            // What could not be done was about somebody else. They may have been taken on a popup.
            desk.problem.set(None);
            desk.last_step.update(|last| {
                last.begin();
            });
        }
        desk.drafts
            .update_value(|drafts| drafts.retain(|request, _| now.contains(request)));
        now
    });
}

/// The focus goes where the work is: to the customer who was just connected, and to what will happen
/// next when nobody is left in hand. It is typing hands that it goes with, so it never goes to anything
/// that acts. When a customer leaves, it is taken from nothing but the page as a whole.
fn follow_served(open: Memo<Vec<RequestId>>, served: Memo<Option<RequestId>>) {
    Effect::new(move |before: Option<Option<RequestId>>| {
        let now = served.get();
        match (before, now) {
            (Some(Some(left)), Some(_)) if !open.read_untracked().contains(&left) => {
                focus::once_drawn(|| {
                    if focus::is_lost() {
                        focus::focus("#session-heading");
                    }
                });
            }
            (Some(before), Some(_)) if before != now => {
                focus::once_drawn(|| {
                    focus::focus("#session-heading");
                });
            }
            (Some(Some(_)), None) => focus::once_drawn(|| {
                if focus::is_lost() {
                    focus::focus("#idle-heading");
                }
            }),
            _ => {}
        }
        now
    });
}

/// A click on a popup asked for a request: its row takes the focus, or its session; or the agent is
/// told why there is neither.
fn follow_wish(desk: DeskContext, open: Memo<Vec<RequestId>>) {
    effect(move || {
        let Some(request) = desk.wanted.get() else {
            return;
        };
        if open.read().contains(&request) {
            desk.wanted.set(None);
            desk.shown.set(Some(request));
            focus::once_drawn(|| {
                focus::focus("#session-heading");
            });
            return;
        }
        let gone = desk.with(
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
            let row = format!("[data-request=\"{request}\"]:not([data-departed]) .row-who");
            if focus::rest_on(&row) {
                desk.wanted.set(None);
            }
        });
    });
}
