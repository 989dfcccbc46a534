//! Tells screen readers what rings, and everybody what became of it. Both nodes are there, empty,
//! before anything happens: a live region that appears together with its text is often not read.

use domain::{
    id::{OfferId, RequestId},
    sorted::SortedMap,
    time::{Span, Timestamp},
    view::{AgentView, Phase},
};
use leptos::prelude::*;

use crate::{
    desk::context::DeskContext,
    reactive::memo,
    text::{Announcements, Language, use_language},
    ui::kit::page_title::named,
};

/// Long enough to read who it was, short enough not to be in the way.
const SHOWN_FOR: Span = Span::seconds(6);

#[component]
pub fn Announcer(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let ringing = RwSignal::new(String::new());
    let ended = RwSignal::new(None::<(Timestamp, String)>);

    // What rings, by offer: one announcement an offer, whatever else changes.
    let rings = memo(move || {
        desk.with(|view| {
            view.rings
                .iter()
                .map(|(request, ring)| (ring.offer, *request))
                .collect::<SortedMap<OfferId, RequestId>>()
        })
    });
    let names = StoredValue::new(SortedMap::<RequestId, String>::new());
    Effect::new(move |before: Option<SortedMap<OfferId, RequestId>>| {
        let now = rings.get();
        let before = before.unwrap_or_default();
        desk.with_untracked(|view| {
            for request in now
                .iter()
                .filter(|(offer, _)| !before.contains_key(offer))
                .map(|(_, request)| request)
            {
                if let Some((kind, customer)) = named(view, *request, language) {
                    ringing.set(language.say(Announcements::Arrived {
                        kind,
                        customer: &customer,
                    }));
                    names.update_value(|names| {
                        names.insert(*request, customer);
                    });
                }
            }
            for request in before
                .values()
                .filter(|request| !view.rings.contains_key(request))
            {
                let customer = names
                    .try_update_value(|names| names.remove(request))
                    .flatten();
                let ending =
                    customer.and_then(|customer| ending(view, *request, &customer, language));
                if let Some(ending) = ending {
                    ended.set(Some((desk.now.get_untracked(), ending)));
                }
            }
        });
        if now.is_empty() {
            ringing.set(String::new());
        }
        now
    });

    let ending = memo(move || {
        let now = desk.now.get();
        ended.with(|ended| match ended {
            Some((at, text)) if now.since(*at) < SHOWN_FOR => text.clone(),
            _ => String::new(),
        })
    });

    view! {
        <div class="visually-hidden" role="alert">{move || ringing.get()}</div>
        <div
            role="status"
            class:toast=move || !ending.read().is_empty()
            class:visually-hidden=move || ending.read().is_empty()
        >
            {move || ending.get()}
        </div>
    }
}

/// What became of a request that rang; `None` when there is nothing that the agent doesn't know.
fn ending(
    view: &AgentView,
    request: RequestId,
    customer: &str,
    language: Language,
) -> Option<String> {
    let text = match view.requests.get(&request).map(|row| &row.phase) {
        Some(Phase::Taken { by }) if by.id == view.me.id => return None,
        Some(Phase::Taken { by }) => Announcements::Taken {
            by: &by.name,
            customer,
        },
        Some(Phase::TimedOut { .. }) => Announcements::TimedOut(customer),
        Some(Phase::Over) | None => Announcements::Over(customer),
        Some(Phase::Waiting { .. } | Phase::Offered { .. } | Phase::Scheduled { .. }) => {
            return None;
        }
    };
    Some(language.say(text))
}
