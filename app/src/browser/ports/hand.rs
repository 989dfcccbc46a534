//! Whoever presses a key, or moves the pointer, on a page of Deskbell is there.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{Event, MouseEvent};

use super::listener::listen;

/// All that shows that somebody is there.
const TOUCHES: [&str; 4] = ["pointermove", "pointerdown", "keydown", "wheel"];
/// Those in which a browser may be asked for sound.
const PRESSES: [&str; 3] = ["pointerdown", "pointerup", "keydown"];

pub fn watch_touches(touched: impl Fn() + 'static) {
    listen(&window(), &TOUCHES, move |event| {
        if is_by_hand(&event) {
            touched();
        }
    });
}

pub fn watch_presses(pressed: impl Fn() + 'static) {
    listen(&window(), &PRESSES, move |_| pressed());
}

/// A page that moves under a pointer that rests makes events, too.
fn is_by_hand(event: &Event) -> bool {
    event.type_() != "pointermove"
        || event
            .dyn_ref::<MouseEvent>()
            .is_some_and(|moved| moved.movement_x() != 0 || moved.movement_y() != 0)
}
