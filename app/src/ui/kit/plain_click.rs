//! A click on a row of text, told from the marking of text in it. Of a double click and of a triple
//! click, which mark a word and a line, the first click looks like any other: it counts only when no
//! second one follows.

use std::time::Duration;

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, PointerEvent},
};

/// The longest time between the two clicks of a double click, where nobody changed it.
const DOUBLE_CLICK: Duration = Duration::from_millis(500);

#[derive(Clone, Copy, Default)]
pub struct PlainClick(StoredValue<Option<TimeoutHandle>>);

impl PlainClick {
    /// Runs `then` if the click is one, at once or when it has turned out to be. Buttons in the row,
    /// fingers and pens mark nothing, and neither does a program.
    pub fn hear(self, event: &ev::MouseEvent, then: impl FnOnce() + 'static) {
        self.forget();
        let marks = event.detail() > 0 && is_of_mouse(event) && around(event, "button").is_none();
        if !marks {
            then();
            return;
        }
        let row = around(event, ".row");
        let is_marked = move || row.as_ref().is_some_and(is_marked);
        if event.detail() > 1 || is_marked() {
            return;
        }
        let handle = set_timeout_with_handle(
            move || {
                if !is_marked() {
                    then();
                }
            },
            DOUBLE_CLICK,
        );
        self.0.set_value(handle.ok());
    }

    pub fn forget(self) {
        let pending = self.0.try_update_value(Option::take).flatten();
        if let Some(pending) = pending {
            pending.clear();
        }
    }
}

fn is_of_mouse(event: &ev::MouseEvent) -> bool {
    event
        .dyn_ref::<PointerEvent>()
        .is_none_or(|event| !matches!(event.pointer_type().as_str(), "touch" | "pen"))
}

/// What the click was on, or in.
fn around(event: &ev::MouseEvent, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok().flatten()
}

/// Whether text in this element is marked.
#[cfg(feature = "hydrate")]
fn is_marked(element: &Element) -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| {
        !selection.is_collapsed()
            && selection
                .contains_node_with_allow_partial_containment(element, true)
                .unwrap_or(false)
            && !String::from(selection.to_string()).trim().is_empty()
    })
}

#[cfg(not(feature = "hydrate"))]
fn is_marked(_: &Element) -> bool {
    false
}
