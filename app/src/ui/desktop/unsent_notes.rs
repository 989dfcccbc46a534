//! Notes that a wrap-up closed without, because nothing reached the desk any more while they were
//! typed. They are shown until the agent has done something about them.

use domain::id::RequestId;
use leptos::prelude::*;

use crate::{
    desk::{context::DeskContext, unsent},
    text::{Text, customer_name, use_language},
};

#[component]
pub fn UnsentNotes(desk: DeskContext, open: Memo<Vec<RequestId>>) -> impl IntoView {
    let language = use_language();
    let me = desk.view.with_untracked(|view| view.me.id);
    let notes = RwSignal::new(Vec::<(RequestId, String)>::new());
    // Only a browser has any, and only what is of no open session is lost.
    Effect::new(move |_| {
        let open = open.get();
        let lost = unsent::all(me)
            .into_iter()
            .filter(|(request, _)| !open.contains(request));
        notes.set(
            lost.filter_map(|(request, draft)| {
                if draft.note.trim().is_empty() {
                    unsent::forget(me, request);
                    return None;
                }
                Some((request, draft.note))
            })
            .collect(),
        );
    });
    let dismiss = move |request| {
        unsent::forget(me, request);
        notes.update(|notes| notes.retain(|(known, _)| *known != request));
    };
    view! {
        <For
            each=move || notes.get()
            key=|note| note.clone()
            children=move |(request, note)| {
                let customer = desk.view.with_untracked(|view| {
                    let row = view.requests.get(&request);
                    row.map(|row| customer_name(&row.customer, language))
                });
                view! {
                    <article class="note" role="alert">
                        <strong><bdi>{customer}</bdi></strong>
                        <p>{language.say(Text::NoteNotSaved)}</p>
                        <blockquote dir="auto">{note}</blockquote>
                        <div class="bar">
                            <button
                                type="button"
                                class="button quiet"
                                on:click=move |_| dismiss(request)
                            >
                                {language.say(Text::Dismiss)}
                            </button>
                        </div>
                    </article>
                }
            }
        />
    }
}
