//! What the customer in hand wanted before, what came of it, and what a colleague noted for now.

use domain::id::RequestId;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    desk::patience::in_time,
    text::{Facts, PageZone, Sessions, day_and_time, iso, isolated, use_language},
    wire::contacts::Contact,
};

#[component]
pub fn Contacts(request: RequestId) -> impl IntoView {
    let language = use_language();
    let known = RwSignal::new(None::<Vec<Contact>>);
    Effect::new(move |_| {
        spawn_local(async move {
            // What can't be read is not shown: the customer is on the line.
            if let Ok(contacts) = in_time(api::contacts(request)).await {
                known.try_set(Some(contacts));
            }
        });
    });
    view! {
        <Show when=move || known.with(|known| known.as_ref().is_some_and(|it| !it.is_empty()))>
            <h2 id="contacts-title">{language.say(Sessions::Earlier)}</h2>
            <ul class="contacts" aria-labelledby="contacts-title">
                <For
                    each=move || known.get().unwrap_or_default()
                    key=|contact| contact.request
                    let(contact)
                >
                    <ContactLine contact/>
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn ContactLine(contact: Contact) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let Contact {
        kind,
        at,
        end,
        agent,
        note,
        ..
    } = contact;
    view! {
        <li>
            <p class="contact-what">
                <strong>{language.say(Sessions::EndOf(end))}</strong>
                " · "
                {language.say(Facts::Kind(kind))}
            </p>
            {note.map(|note| view! { <p class="contact-note" dir="auto">{note}</p> })}
            <p class="quiet small">
                <time datetime=iso(at)>{move || day_and_time(at, zone.get())}</time>
                {agent.map(|agent| format!(" · {}", isolated(&agent)))}
            </p>
        </li>
    }
}
