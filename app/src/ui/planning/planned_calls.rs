//! Scheduled calls: those that are planned, and beside them the form that plans another or moves one. Plain forms:
//! the same with and without scripts. Nothing in the list moves when the form changes.

use domain::{id::RequestId, view::Row};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_router::hooks::use_query_map;

use super::{
    call_list::CallList,
    cancel_call::CancelCall,
    done::{Done, forget_typed},
    forms::{MoveForm, PlanForm},
};
use crate::{
    desk::context::DeskContext,
    reactive::memo,
    text::{Pages, use_language},
    ui::{
        account::signed_in::signed_in,
        kit::{day_time::use_wall, each::each, focus, page_title::PageTitle},
    },
    wire::{
        form::{FormResult, FormState, PostedForm},
        plan::FOR,
    },
};

/// Which form stands beside the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Shown {
    Moving(RequestId),
    /// For the customer of this request, or for anybody.
    Planning(Option<RequestId>),
}

#[component]
pub fn PlannedCallsPage() -> impl IntoView {
    signed_in(|desk| view! { <PlannedCalls desk/> })
}

#[component]
fn PlannedCalls(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let wall = use_wall();
    let posted = PostedForm::take();
    let done = Done::read(&posted, desk, language);
    let is_said = done.is_some();
    let mark = done.as_ref().and_then(Done::mark);
    let said = move || done.as_ref().map(|done| done.say(wall.get(), language));
    forget_typed(&posted, desk);
    // What was saved is said, and no form has it any more.
    let form = StoredValue::new(match posted.result {
        FormResult::Saved => FormState::default(),
        FormResult::Nothing | FormResult::Restored => posted,
    });
    // A form that was refused was left as it is.
    let left = RwSignal::new(false);
    // What is asked for stands in the address, or came back with the form.
    let query = use_query_map();
    let asked = move |name: &str, action: &str, field: &str| -> Option<RequestId> {
        let refused = || {
            left.track();
            form.with_value(|form| {
                let field = form.field(field).filter(|_| form.is_of(action));
                field.map(str::to_owned)
            })
        };
        query.read().get(name).or_else(refused)?.parse().ok()
    };
    // The form does not go from under typing hands when the call rings meanwhile: then the desk says so.
    let moving = Memo::new(move |before: Option<&Option<RequestId>>| {
        let call = asked("move", "move", "request")?;
        let is_planned = desk.with(|view| {
            view.requests
                .get(&call)
                .and_then(Row::planned_for)
                .is_some()
        });
        (is_planned || before == Some(&Some(call))).then_some(call)
    });
    let planning_for = memo(move || {
        asked(FOR, "plan", FOR)
            .filter(|request| desk.with_untracked(|view| view.requests.contains_key(request)))
    });
    Effect::new(move |before: Option<Option<RequestId>>| {
        let now = moving.get();
        match (now, before) {
            (Some(call), Some(before)) if before != Some(call) => focus::once_drawn(lead_to_form),
            (None, Some(Some(call))) => focus::once_drawn(move || {
                focus::focus(&format!("[data-request='{call}'] a"));
            }),
            // Where a page begins is its own.
            _ => {}
        }
        now
    });
    let shown = move || {
        let moving = moving.get().map(Shown::Moving);
        vec![moving.unwrap_or_else(|| Shown::Planning(planning_for.get()))]
    };
    let asking = RwSignal::new(None::<RequestId>);
    view! {
        <PageTitle name=language.say(Pages::PlannedCalls)/>
        <main id="content" class="sheet planning" tabindex="-1">
            <div class="plans">
                <header>
                    <p class="quiet small"><a href="/">{language.say(Pages::Desktop)}</a></p>
                    <h1>{language.say(Pages::PlannedCalls)}</h1>
                </header>
                // The browser moves the focus along with this link.
                <p class="to-plan">
                    <a class="button" href="/schedule#plan" target="_self">
                        {language.say(Pages::ScheduleCall)}
                    </a>
                </p>
                <p class="said" role="status" tabindex="-1" autofocus=is_said>
                    {move || said()}
                </p>
                <CallList desk mark asking/>
            </div>
            <div class="plan-panel">
                // Each has fields of its own: none that were filled in for another call or customer.
                {each(
                    shown,
                    |shown| format!("{shown:?}"),
                    move |shown| match shown {
                        Shown::Moving(call) => view! { <MoveForm desk call form left/> }.into_any(),
                        Shown::Planning(for_request) => {
                            view! { <PlanForm desk form for_request/> }.into_any()
                        }
                    },
                )}
            </div>
            <CancelCall desk asking/>
        </main>
    }
}

/// The form is scrolled to only where none of it is in sight, below a long list.
fn lead_to_form() {
    let window = window();
    let form = document()
        .get_element_by_id("plan")
        .and_then(|form| form.dyn_into::<HtmlElement>().ok());
    let height = window
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    if let (Some(form), Some(height)) = (form, height) {
        let below =
            f64::from(form.offset_top()) > window.scroll_y().unwrap_or_default() + height / 2.0;
        if below {
            form.scroll_into_view();
        }
    }
    focus::focus("#plan-title");
}
