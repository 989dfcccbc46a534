//! The title of the page: who rings, on every page, or else what the page is.

use domain::{id::RequestId, request::Kind, view::AgentView};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    desk_context::DeskContext,
    text::{Language, Text, use_language},
};

#[component]
pub fn PageTitle(#[prop(optional, into)] name: Option<String>) -> impl IntoView {
    let language = use_language();
    let desk = use_context::<DeskContext>();
    let plain = name.map_or_else(
        || "Deskbell".to_owned(),
        |name| format!("{name} · Deskbell"),
    );
    // A memo, so that the title is written when it changes and not whenever anything does.
    let title = Memo::new(move |_| {
        desk.and_then(|desk| desk.view.with(|view| ringing_title(view, language)))
            .unwrap_or_else(|| plain.clone())
    });
    view! { <Title text=move || title.get()/> }
}

/// Names whoever has rung longest.
fn ringing_title(view: &AgentView, language: Language) -> Option<String> {
    let (first, _) = view
        .rings
        .iter()
        .min_by_key(|(request, ring)| (ring.began_at, **request))?;
    let (kind, customer) = named(view, *first, language)?;
    let title = language.say(Text::Title {
        rings: view.rings.len(),
        kind,
        customer: &customer,
    });
    Some(format!("{title} · Deskbell"))
}

/// Kind and name of a request that is in the view.
pub fn named(view: &AgentView, request: RequestId, language: Language) -> Option<(Kind, String)> {
    let row = view.requests.get(&request)?;
    let customer = row
        .customer
        .label()
        .map_or_else(|| language.say(Text::Customer), str::to_owned);
    Some((row.kind, customer))
}
