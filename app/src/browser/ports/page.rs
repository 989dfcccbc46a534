//! Whether anybody looks at this page, comes back to it or leaves it.

use std::rc::Rc;

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Event, PageTransitionEvent, VisibilityState};

use super::listener::listen;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageEvent {
    /// The focus or the visibility is another.
    FocusMoved,
    /// Somebody is back at the page.
    Back,
    /// The laptop or the tab slept, or the network was away.
    Woke,
    Hidden,
    /// On its way to another page.
    Leaving,
}

/// It is visible and has the focus.
pub fn is_looked_at() -> bool {
    is_visible() && document().has_focus().unwrap_or(false)
}

/// Brings it to the front, where the system lets a page do so.
pub fn focus() {
    let _ = window().focus();
}

pub fn watch(heard: impl Fn(PageEvent) + 'static) {
    let (window, document) = (window(), document());
    let heard = Rc::new(heard);
    let tell = |event| {
        let heard = heard.clone();
        move |_: Event| heard(event)
    };
    listen(&window, &["focus", "blur"], tell(PageEvent::FocusMoved));
    listen(
        &document,
        &["visibilitychange"],
        tell(PageEvent::FocusMoved),
    );
    listen(&window, &["pagehide"], tell(PageEvent::Hidden));
    listen(&window, &["online"], tell(PageEvent::Woke));
    listen(&document, &["resume"], tell(PageEvent::Woke));
    let shown = heard.clone();
    listen(&window, &["pageshow"], move |event| {
        let event = event.dyn_ref::<PageTransitionEvent>();
        if event.is_some_and(PageTransitionEvent::persisted) {
            shown(PageEvent::Woke);
        }
    });
    listen(&window, &["focus"], tell(PageEvent::Back));
    let back = heard.clone();
    listen(&document, &["visibilitychange"], move |_| {
        if is_visible() {
            back(PageEvent::Back);
        }
    });
    listen(&window, &["beforeunload"], tell(PageEvent::Leaving));
}

fn is_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}
