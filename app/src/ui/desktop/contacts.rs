//! What the customer in hand wanted before, what came of it, and what a colleague noted for now: the last first.

use domain::id::RequestId;
use leptos::prelude::*;

use crate::{
    api,
    desk::context::{Connection, DeskContext},
    text::{Facts, Sessions, isolated, use_language},
    ui::kit::{answered::answered, day_time::DayTime},
    wire::contacts::Contact,
};

#[component]
pub fn Contacts(desk: DeskContext, request: RequestId) -> impl IntoView {
    let language = use_language();
    let times = RwSignal::new(0);
    // Asked again when something arrives again: the question may have gone with the connection.
    let told = StoredValue::new(false);
    Effect::new(move |before: Option<Connection>| {
        let now = desk.connection.get();
        let is_back = now == Connection::Live && before.is_some_and(|before| before != now);
        if is_back && !told.get_value() {
            times.update(|times| *times += 1);
        }
        now
    });
    answered(
        move || times.get(),
        move |_| api::contacts(request),
        || ().into_any(),
        move |answer: Result<Vec<Contact>, _>| {
            told.try_set_value(answer.is_ok());
            match answer {
                Ok(contacts) if contacts.is_empty() => ().into_any(),
                Ok(contacts) => view! { <ContactList contacts/> }.into_any(),
                Err(_) => view! {
                    <p class="quiet small">{language.say(Sessions::EarlierUnknown)}</p>
                }
                .into_any(),
            }
        },
    )
}

#[component]
fn ContactList(contacts: Vec<Contact>) -> impl IntoView {
    let language = use_language();
    let lines = contacts
        .into_iter()
        .map(|contact| view! { <ContactLine contact/> })
        .collect_view();
    view! {
        <h3 id="contacts-title">{language.say(Sessions::Earlier)}</h3>
        <ul class="contacts" aria-labelledby="contacts-title">{lines}</ul>
    }
}

#[component]
fn ContactLine(contact: Contact) -> impl IntoView {
    let language = use_language();
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
            <p class="quiet small">
                <DayTime at/>
                {agent.map(|agent| format!(" · {}", isolated(&agent)))}
            </p>
            <p>
                <strong>{language.say(Sessions::EndOf(end))}</strong>
                " · "
                {language.say(Facts::Kind(kind))}
            </p>
            {note.map(|note| view! { <p class="contact-note" dir="auto">{note}</p> })}
        </li>
    }
}
