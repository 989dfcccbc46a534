//! One of the three lists, which are one to scroll. While the pointer is among them, each keeps its height and scrolls in
//! itself: one that grows never moves another under a pointer.

use domain::{id::RequestId, time::Timestamp, view::Group};
use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{EventTarget, Node},
};
use leptos_router::hooks::use_query_map;

use super::{
    arrangement::{Visit, arrange},
    group::{empty, slug, title},
    request_row::RequestRow,
    session_switch::SESSION,
};
use crate::{
    desk::context::DeskContext,
    reactive::{effect, memo},
    text::{Lists, PageZone, second_of_day, use_language},
    ui::kit::{each::each, handler::pointed},
};

/// Rows of a list that the server draws: more than a screen has room for. The browser draws the others once the page is
/// live, so the page doesn't come later the more there are.
const AT_FIRST: usize = 30;
/// Whoever has no scripts asks for all of them.
const ROWS: &str = "rows";
const ALL: &str = "all";

/// `stale` is since when the list may be out of date, `visited` whether the pointer is in one of the lists.
#[component]
pub fn RequestList(
    desk: DeskContext,
    group: Group,
    stale: Memo<Option<Timestamp>>,
    visited: RwSignal<bool>,
) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let whole = NodeRef::<html::Section>::new();
    effect(move || keep_height(whole, visited.get()));
    let as_of = move || {
        stale
            .get()
            .map(|at| language.say(Lists::AsOf(&second_of_day(at, zone.get()))))
    };
    let live = memo(move || {
        let now = desk.now.get();
        desk.with(|view| {
            view.listed(group, now)
                .into_iter()
                .map(|row| row.id)
                .collect::<Vec<_>>()
        })
    });
    let drawn = RwSignal::new(if asks_for_all() { usize::MAX } else { AT_FIRST });
    effect(move || drawn.set(usize::MAX));
    let pointer = RwSignal::new(Visit::Elsewhere);
    let focus = RwSignal::new(Visit::Elsewhere);
    let shown = Memo::new(move |before: Option<&Vec<RequestId>>| {
        let attention = match (pointer.get(), focus.get()) {
            (Visit::Elsewhere, Visit::Elsewhere) => Visit::Elsewhere,
            _ => Visit::Here,
        };
        arrange(before.map_or(&[], Vec::as_slice), &live.read(), attention)
    });

    // A pointer that rests here while its person works in another window is not in the list.
    let away = window_event_listener(ev::blur, move |_| pointer.set(Visit::Elsewhere));
    on_cleanup(move || away.remove());
    let list = NodeRef::<html::Ul>::new();
    let focus_left = move |event: ev::FocusEvent| {
        let inside = |target: Option<EventTarget>| {
            let node = target.and_then(|target| target.dyn_into::<Node>().ok());
            list.get_untracked()
                .is_some_and(|list| list.contains(node.as_ref()))
        };
        // When another window comes to the front, the focus stays where it is in this one.
        let active = document().active_element().map(EventTarget::from);
        if !inside(event.related_target()) && !inside(active) {
            focus.set(Visit::Elsewhere);
        }
    };

    let name = language.say(title(group));
    let heading = name.clone();
    let of_list = name.clone();
    let label = move || {
        language.say(Lists::Counted {
            name: &name,
            count: live.read().len(),
        })
    };
    view! {
        <section
            node_ref=whole
            class="request-list"
            data-group=slug(group)
            aria-label=move || label()
        >
            <h2 class="request-list-title">
                {heading} <span class="count">{move || live.read().len()}</span>
                <span class="as-of">{move || as_of()}</span>
            </h2>
            <ul
                node_ref=list
                on:pointermove=pointed(move |_| {
                    if pointer.get_untracked() == Visit::Elsewhere {
                        pointer.set(Visit::Here);
                    }
                })
                on:pointerleave=pointed(move |_| pointer.set(Visit::Elsewhere))
                on:focusin=move |_| focus.set(Visit::Here)
                on:focusout=focus_left
            >
                {each(
                    move || {
                        let mut shown = shown.get();
                        shown.truncate(drawn.get());
                        shown
                    },
                    RequestId::to_string,
                    move |request| {
                        view! { <RequestRow desk request group stale/> }.into_any()
                    },
                )}
            </ul>
            <Rest name=of_list shown drawn/>
            <p class="request-list-empty" hidden=move || !shown.read().is_empty()>
                {language.say(empty(group))}
            </p>
        </section>
    }
}

fn asks_for_all() -> bool {
    let query = use_query_map().read_untracked();
    query.get(ROWS).is_some_and(|rows| rows == ALL)
}

/// The way to the rows that were not drawn, which takes nobody away from the session that they see.
#[component]
fn Rest(name: String, shown: Memo<Vec<RequestId>>, drawn: RwSignal<usize>) -> impl IntoView {
    let language = use_language();
    let session = use_query_map().read_untracked().get(SESSION);
    let session = session.map(|session| format!("&{SESSION}={session}"));
    let all = format!("/?{ROWS}={ALL}{}", session.unwrap_or_default());
    let text = move || {
        let count = shown.read().len();
        language.say(Lists::ShowAll { name: &name, count })
    };
    view! {
        <p class="request-list-rest" hidden=move || shown.read().len() <= drawn.get()>
            <a href=all>{text}</a>
        </p>
    }
}

/// While the pointer is in the column, what this list gets or loses is its own affair.
fn keep_height(list: NodeRef<html::Section>, keep: bool) {
    const HEIGHT: &str = "block-size";

    let Some(list) = list.get_untracked() else {
        return;
    };
    let style = list.style();
    // A browser that refuses lets it grow.
    let _ = if keep {
        style.set_property(HEIGHT, &format!("{}px", list.offset_height()))
    } else {
        style.remove_property(HEIGHT).map(drop)
    };
}
