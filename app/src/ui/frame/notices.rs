//! What was said without ringing, until it is read or no longer true.

use leptos::prelude::*;

use crate::{
    alert::notice::{LeadsTo, Notice, stands},
    desk::context::DeskContext,
    reactive::{effect, memo},
    text::{Forms, Notes, use_language},
    ui::kit::{each::each, handler::click, sign_in_link::sign_in_from_here},
};

#[component]
pub fn Notices(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    // What is no longer true is over, and does not come back by itself.
    effect(move || {
        let now = desk.now.get();
        let over = desk.with(|view| {
            let notices = desk.notices.read();
            let mut tags = notices.iter().map(|notice| &notice.tag);
            tags.any(|tag| !stands(tag, view, now))
        });
        if over {
            desk.notices.update(|notices| {
                desk.with_untracked(|view| notices.retain(|notice| stands(&notice.tag, view, now)));
            });
        }
    });
    let true_still = memo(move || {
        let now = desk.now.get();
        desk.with(|view| {
            desk.notices.with(|notices| {
                let standing = notices
                    .iter()
                    .filter(|notice| stands(&notice.tag, view, now));
                standing.cloned().collect::<Vec<_>>()
            })
        })
    });
    // Whoever looks at the lists sees what the digest counts.
    let cards = move || {
        let mut cards = true_still.get();
        cards.retain(|note| note.leads_to != LeadsTo::Desktop);
        cards
    };
    let said = move || {
        true_still.with(|notes| {
            notes
                .last()
                .map(|note| format!("{}. {}", note.title, note.body))
                .unwrap_or_default()
        })
    };
    view! {
        <div class="visually-hidden" role="status">{move || said()}</div>
        <section class="notes" aria-label=language.say(Notes::Reminders)>
            {each(
                cards,
                |note| format!("{} {} {}", note.tag, note.title, note.body),
                move |note| view! { <Card desk note/> }.into_any(),
            )}
        </section>
    }
}

#[component]
fn Card(desk: DeskContext, note: Notice) -> impl IntoView {
    let language = use_language();
    let tag = note.tag.clone();
    let dismiss = move || {
        desk.notices
            .update(|notes| notes.retain(|known| known.tag != tag));
    };
    let also_dismiss = dismiss.clone();
    let way = match note.leads_to {
        LeadsTo::Request(request) => {
            let led = dismiss.clone();
            let lead = move |event: leptos::ev::MouseEvent| {
                // On another page the address says it.
                if window().location().pathname().as_deref() == Ok("/") {
                    event.prevent_default();
                    desk.wanted.set(Some(request));
                    led();
                }
            };
            view! {
                <a class="button" href=format!("/?request={request}") rel="external" on:click=click(lead)>
                    {language.say(Notes::Show)}
                </a>
            }
            .into_any()
        }
        LeadsTo::SignIn => view! {
            <a class="button" href=sign_in_from_here() rel="external">{language.say(Notes::SignInAgain)}</a>
        }
        .into_any(),
        LeadsTo::Desktop => ().into_any(),
    };
    view! {
        <article class="note">
            <strong>{note.title.clone()}</strong>
            <p>{note.body}</p>
            <div class="bar">
                {way}
                <button
                    type="button"
                    class="button quiet"
                    aria-label=language.say(Notes::Dismiss(&note.title))
                    on:click=click(move |_| also_dismiss())
                >
                    {language.say(Forms::Dismiss)}
                </button>
            </div>
        </article>
    }
}
