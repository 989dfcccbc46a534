//! The title of the page: who rings, on every page, or else what the page is.

use domain::{id::RequestId, request::Kind, view::AgentView};
use leptos::prelude::*;
use leptos_meta::Title;

use super::focus;
#[cfg(feature = "ssr")]
use super::text_area::escaped;
use crate::{
    alert::plan::ringing,
    desk::context::DeskContext,
    reactive::{effect, memo},
    text::{Announcements, Language, called, customer_name, directed, use_language},
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
    let title = memo(move || {
        desk.and_then(|desk| desk.with(|view| ringing_title(view, language)))
            .unwrap_or_else(|| plain.clone())
    });
    effect(|| focus::begin_page());
    // The server writes the head of the page when the page's own reactive values may be gone already.
    let first = title.get_untracked();
    view! { <Title text=move || written(&title.try_get().unwrap_or_else(|| first.clone()))/> }
}

/// The server writes the title into the page as it is, and customers write their own names.
#[cfg(feature = "ssr")]
fn written(title: &str) -> String {
    escaped(title)
}

/// In a browser the title is a text and no HTML.
#[cfg(not(feature = "ssr"))]
fn written(title: &str) -> String {
    title.to_owned()
}

/// Names whoever has rung longest. The same offers that may have a popup count.
fn ringing_title(view: &AgentView, language: Language) -> Option<String> {
    let (_, words) = who_rings(view, language)?;
    Some(directed(format!("{words} · Deskbell")))
}

/// Whoever has rung longest, in the same words.
pub fn who_rings(view: &AgentView, language: Language) -> Option<(RequestId, String)> {
    let offers = ringing(view);
    let (first, _) = view
        .rings
        .iter()
        .filter(|(_, ring)| offers.contains(&ring.offer))
        .min_by_key(|(request, ring)| (ring.began_at, **request))?;
    let row = view.requests.get(first)?;
    let words = language.say(Announcements::Title {
        rings: offers.len(),
        kind: row.kind,
        customer: &called(&row.customer, view.me.preferences.privacy, language),
    });
    Some((*first, words))
}

/// Kind and name of a request that is in the view.
pub fn named(view: &AgentView, request: RequestId, language: Language) -> Option<(Kind, String)> {
    let row = view.requests.get(&request)?;
    Some((row.kind, customer_name(&row.customer, language)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::sample_view::{NOW, desktop, request, ring, row};
    use domain::{
        agent::{Intent, Presence},
        preferences::Privacy,
        time::Span,
    };

    /// Two ring: one of them, the second in the order of ids, for longer.
    fn ringing_twice() -> AgentView {
        let (id, mut longer) = ring(2);
        longer.began_at = NOW - Span::seconds(5);
        let mut view = desktop([ring(1), (id, longer)]);
        let mut call = row(2, Kind::InboundCall);
        call.customer.name = Some("Kenji Watanabe".to_owned());
        view.requests = [row(1, Kind::NewRequest), call]
            .map(|row| (row.id, row))
            .into();
        view
    }

    #[test]
    fn the_title_counts_what_rings_and_names_who_rang_first() {
        assert_eq!(
            ringing_title(&ringing_twice(), Language::En).as_deref(),
            Some("(2) Inbound call: Kenji Watanabe · Deskbell")
        );
        assert_eq!(
            ringing_title(&ringing_twice(), Language::Es).as_deref(),
            Some("(2) Llamada entrante: Kenji Watanabe · Deskbell")
        );
    }

    #[test]
    fn the_title_is_the_pages_own_again_when_nothing_rings() {
        let mut view = ringing_twice();
        view.rings.remove(&request(2));
        assert_eq!(
            ringing_title(&view, Language::En).as_deref(),
            Some("(1) New request: Maria Silva · Deskbell")
        );
        view.rings.clear();
        assert_eq!(ringing_title(&view, Language::En), None);
    }

    #[test]
    fn the_title_says_no_more_than_a_popup() {
        let mut view = ringing_twice();
        for (privacy, title) in [
            (Privacy::Name, "(2) Inbound call: Kenji Watanabe · Deskbell"),
            (Privacy::Hidden, "(2) Inbound call: A customer · Deskbell"),
        ] {
            view.me.preferences.privacy = privacy;
            assert_eq!(ringing_title(&view, Language::En).as_deref(), Some(title));
        }
    }

    #[test]
    fn nothing_rings_in_the_title_of_who_is_not_free() {
        let mut view = ringing_twice();
        view.me.presence = Presence::SignedIn(Intent::Busy);
        assert_eq!(ringing_title(&view, Language::En), None);
    }
}
