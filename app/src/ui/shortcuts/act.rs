//! What a shortcut does on the page: it presses the button that a hand would press, so it can do nothing
//! that the page doesn't offer.

use leptos::{
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::hands::Shortcut;
use crate::ui::kit::focus;

const ROWS: &str = ".row:not([data-departed], .mine)";
const NAME: &str = ".row-who";
/// On the name in the row that the keys went to.
const CHOSEN: &str = "data-chosen";

/// Says whether there was anything to be done.
pub fn act(shortcut: Shortcut) -> bool {
    match shortcut {
        Shortcut::AttendNext => press("#attend-next"),
        Shortcut::NextRow => step(|now, rows| now.map_or(0, |now| (now + 1).min(rows - 1))),
        Shortcut::PreviousRow => {
            step(|now, rows| now.map_or(rows - 1, |now| now.saturating_sub(1)))
        }
        Shortcut::Connect => press_in_row(".connect"),
        Shortcut::Later => press_in_row(".later"),
        Shortcut::End => press("#session-end"),
        Shortcut::Outcome(at) => choose(at),
        Shortcut::Help => false,
    }
}

/// Whether this is the name of a row that the keys went to.
pub fn is_chosen(element: &Element) -> bool {
    element.has_attribute(CHOSEN)
}

fn press(selector: &str) -> bool {
    let button = document().query_selector(selector).ok().flatten();
    click(button)
}

fn press_in_row(selector: &str) -> bool {
    let row = row_with_focus();
    forget_chosen();
    let button = row.and_then(|row| row.query_selector(selector).ok().flatten());
    click(button)
}

fn click(button: Option<Element>) -> bool {
    let button = button.and_then(|button| button.dyn_into::<HtmlElement>().ok());
    button.inspect(HtmlElement::click).is_some()
}

fn row_with_focus() -> Option<Element> {
    document().active_element()?.closest(ROWS).ok().flatten()
}

/// Goes to another row: `to` says which, of how many. Only its name takes the focus, and Enter connects
/// there for as long as it keeps it.
fn step(to: impl FnOnce(Option<usize>, usize) -> usize) -> bool {
    let rows = rows();
    if rows.is_empty() {
        return false;
    }
    let current = row_with_focus();
    let now = rows.iter().position(|row| {
        current
            .as_ref()
            .is_some_and(|it| row.is_same_node(Some(it)))
    });
    let name = rows
        .get(to(now, rows.len()))
        .and_then(|row| row.query_selector(NAME).ok().flatten());
    forget_chosen();
    let Some(name) = name else {
        return false;
    };
    // Refused by nothing but a misspelt name.
    let _ = name.set_attribute(CHOSEN, "");
    focus::rest_on(&format!("[{CHOSEN}]"))
}

fn rows() -> Vec<Element> {
    let found = document().get_elements_by_class_name("row");
    (0..found.length())
        .filter_map(|at| found.item(at))
        .filter(|row| row.matches(ROWS).unwrap_or(false))
        .collect()
}

/// Enter on a name means nothing any more.
pub fn forget_chosen() {
    if let Ok(Some(chosen)) = document().query_selector(&format!("[{CHOSEN}]")) {
        let _ = chosen.remove_attribute(CHOSEN);
    }
}

#[cfg(feature = "hydrate")]
fn choose(at: usize) -> bool {
    use web_sys::{Event, EventInit, HtmlSelectElement};

    let found = document().get_element_by_id("session-outcome");
    let Some(select) = found.and_then(|it| it.dyn_into::<HtmlSelectElement>().ok()) else {
        return false;
    };
    // The first entry asks to choose one.
    select.set_selected_index(i32::try_from(at + 1).unwrap_or_default());
    let init = EventInit::new();
    init.set_bubbles(true);
    if let Ok(changed) = Event::new_with_event_init_dict("change", &init) {
        let _ = select.dispatch_event(&changed);
    }
    select.focus().is_ok()
}

#[cfg(not(feature = "hydrate"))]
fn choose(_: usize) -> bool {
    false
}
