//! Keeping the keyboard focus where the agent works.

use std::{cell::Cell, time::Duration};

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

/// Focuses what the selector finds, if it is there; says whether it was.
pub fn focus(selector: &str) -> bool {
    let found = document()
        .query_selector(selector)
        .ok()
        .flatten()
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|element| element.focus().is_ok())
}

/// Focuses what the selector finds, which acts on no key: typing hands that end up there do nothing.
/// Whoever reads the screen is told its text.
pub fn rest_on(selector: &str) -> bool {
    if let Some(element) = document().query_selector(selector).ok().flatten() {
        // Refused by nothing but a detached document.
        let _ = element.set_attribute("tabindex", "-1");
    }
    focus(selector)
}

/// The id of the menu whose entry has the focus.
pub fn menu_with_focus() -> Option<String> {
    let entry = document().active_element()?;
    let menu = entry.closest("[popover]").ok().flatten()?;
    Some(menu.id())
}

thread_local! {
    static BEGINS: Cell<bool> = const { Cell::new(true) };
}

/// A page begins at its heading for whoever walked to it, and reads it to whoever reads the screen. The first one of a
/// tab begins where the browser begins.
pub fn begin_page() {
    if BEGINS.replace(false) {
        return;
    }
    once_drawn(|| {
        // Somebody, or a page that knows better, was there first.
        let is_inside = document().query_selector("main :focus, .row :focus");
        if !matches!(is_inside, Ok(Some(_))) {
            rest_on("main h1");
        }
    });
}

/// Whether what had the focus has gone from the page, or nothing ever had it.
pub fn is_lost() -> bool {
    document()
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY")
}

/// Once what has just changed is drawn. A timer and not an animation frame: those stand still in a
/// hidden tab.
pub fn once_drawn(then: impl FnOnce() + 'static) {
    set_timeout(then, Duration::ZERO);
}
