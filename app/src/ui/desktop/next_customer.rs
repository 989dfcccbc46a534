//! Whoever is attended next, as far as this page can tell.

use domain::{
    time::Timestamp,
    view::{AgentView, Group, Row},
};
use leptos::prelude::*;

use super::row_words::kind_and_team;
use crate::{
    desk::context::DeskContext,
    reactive::memo,
    text::{Sessions, customer_name, use_language},
};

/// Whoever is first and rings here. Of anybody else only the desk knows whether this agent may take them.
pub fn next_customer(view: &AgentView, now: Timestamp) -> Option<&Row> {
    let first = view.listed(Group::Pending, now).into_iter().next()?;
    view.rings.contains_key(&first.id).then_some(first)
}

/// What they want, before anybody connects them.
#[component]
pub fn NextCustomer(desk: DeskContext, stale: Memo<Option<Timestamp>>) -> impl IntoView {
    let language = use_language();
    let next = memo(move || {
        let now = desk.now.get();
        stale
            .read()
            .is_none()
            .then(|| desk.with(|view| next_customer(view, now).cloned()))?
    });
    let wait = move || {
        let row = next.read();
        let waited = desk.now.get().since(row.as_ref()?.since());
        Some(language.say(Sessions::HasWaited(waited)))
    };
    view! {
        {move || next.get().map(|row| {
            let what = desk.with(|view| kind_and_team(&row, view, language));
            view! {
                <section class="card next-customer" aria-labelledby="next-customer">
                    <p id="next-customer" class="quiet small">{language.say(Sessions::NextCustomer)}</p>
                    <p class="next-who"><bdi>{customer_name(&row.customer, language)}</bdi></p>
                    <p class="quiet">
                        {what} " · " {move || wait()}
                    </p>
                    {row.message.map(|message| view! { <blockquote dir="auto">{message}</blockquote> })}
                </section>
            }
        })}
    }
}
