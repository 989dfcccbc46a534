//! Hears the keys of a page.

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, Event, KeyboardEvent},
};

use super::{
    act,
    hands::{Focus, Hands, Key, Shortcut},
    switch,
};

/// What counts as *Text*: whatever takes signs. A checkbox takes none.
const TEXT: &str =
    "textarea, [contenteditable], input:not([type=checkbox], [type=radio], [type=range])";
/// What has to be answered or closed first.
const ON_TOP: &str = "dialog[open], :popover-open";

/// As long as `on`. `help` is opened by the key that asks for it.
pub fn listen(on: RwSignal<bool>, help: RwSignal<bool>) {
    let hands = StoredValue::new(Hands::default());
    let keys = window_event_listener(ev::keydown, move |event| {
        // A browser that fills in a form makes events of this name that are no keys.
        if event.default_prevented() || !event.is_instance_of::<KeyboardEvent>() {
            return;
        }
        let name = event.key();
        let key = Key {
            name: &name,
            focus: place(&event),
            chord: event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing(),
            repeat: event.repeat(),
        };
        let heard = hands.try_update_value(|hands| hands.press(key)).flatten();
        // Another tab may have switched them off.
        let wanted = || on.get_untracked() && switch::are_on() && !is_covered();
        let Some(shortcut) = heard.filter(|_| wanted()) else {
            return;
        };
        if shortcut == Shortcut::Help {
            help.set(true);
        }
        if act::act(shortcut) || shortcut == Shortcut::Help {
            event.prevent_default();
        }
    });
    let presses = window_event_listener(ev::pointerdown, move |event| {
        hands.update_value(|hands| hands.point(place(&event)));
    });
    let entered = window_event_listener(ev::focusin, move |event| {
        hands.update_value(|hands| hands.enter(place(&event)));
    });
    let left = window_event_listener(ev::focusout, move |event| {
        if place(&event) == Focus::Row {
            act::forget_chosen();
        }
    });
    on_cleanup(move || {
        for listener in [keys, presses, entered, left] {
            listener.remove();
        }
    });
}

fn place(event: &Event) -> Focus {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let Some(target) = target else {
        return Focus::Elsewhere;
    };
    let is = |selector: &str| target.matches(selector).unwrap_or(false);
    if is(TEXT) {
        Focus::Text
    } else if is("select") {
        Focus::Choice
    } else if act::is_chosen(&target) {
        Focus::Row
    } else {
        Focus::Elsewhere
    }
}

fn is_covered() -> bool {
    document()
        .query_selector(ON_TOP)
        .is_ok_and(|found| found.is_some())
}
