//! What was entered for a session that ended without it, because nothing reached the desk any more. It is
//! shown until the agent has filed it, or has no use for it.

use domain::{id::RequestId, request::Draft};
use leptos::prelude::*;

use crate::{
    desk::{
        actions,
        context::DeskContext,
        unsent::{self, Unsent},
    },
    reactive::effect,
    text::{Forms, Sessions, use_language},
    ui::kit::{each::each, handler::click},
};

#[component]
pub fn UnsentNotes(desk: DeskContext, open: Memo<Vec<RequestId>>) -> impl IntoView {
    let language = use_language();
    let me = desk.with_untracked(|view| view.me.id);
    let left = RwSignal::new(Vec::<(RequestId, Unsent)>::new());
    // Only a browser has any, and only what is of no open session is lost.
    effect(move || {
        let open = open.get();
        let lost = unsent::all(me)
            .into_iter()
            .filter(|(request, _)| !open.contains(request));
        left.set(
            lost.filter_map(|(request, unsent)| {
                if says_nothing(&unsent.draft) {
                    unsent::forget(me, request);
                    return None;
                }
                Some((request, unsent))
            })
            .collect(),
        );
    });
    let done = move |request| {
        unsent::forget(me, request);
        left.try_update(|left| left.retain(|(known, _)| *known != request));
    };
    view! {
        {each(
            move || left.get(),
            |(request, unsent)| format!("{request} {:?}", unsent.draft),
            move |(request, Unsent { customer, draft })| {
                let outcome = draft.outcome.map(|outcome| language.say(Sessions::Outcome(outcome)));
                let note = Some(draft.note.clone()).filter(|note| !note.trim().is_empty());
                let filing = StoredValue::new(draft);
                view! {
                    <article class="note" role="alert">
                        <strong><bdi>{customer}</bdi></strong>
                        <p>{language.say(Sessions::NotFiled)}</p>
                        {outcome.map(|outcome| view! { <p>{outcome}</p> })}
                        {note.map(|note| view! { <blockquote dir="auto">{note}</blockquote> })}
                        <div class="bar">
                            <button
                                type="button"
                                class="button"
                                on:click=click(move |_| {
                                    let draft = filing.get_value();
                                    actions::file_late(desk, request, draft, move || done(request));
                                })
                            >
                                {language.say(Forms::Save)}
                            </button>
                            <button
                                type="button"
                                class="button quiet"
                                on:click=click(move |_| done(request))
                            >
                                {language.say(Forms::Dismiss)}
                            </button>
                        </div>
                    </article>
                }
                .into_any()
            },
        )}
    }
}

fn says_nothing(draft: &Draft) -> bool {
    draft.outcome.is_none() && draft.note.trim().is_empty()
}
