//! What a page does when something happens to an element.
//!
//! Each closure is a type of its own, and what Leptos makes of an event is compiled anew for every type of handler. Those
//! that come from here are one type for each kind of event.

use leptos::ev;

pub type Handler<E> = Box<dyn FnMut(E)>;

/// Of a click.
pub fn click(act: impl FnMut(ev::MouseEvent) + 'static) -> Handler<ev::MouseEvent> {
    Box::new(act)
}

/// Whether it leads to where it is, not to a window or a file of its own.
pub fn is_plain(event: &ev::MouseEvent) -> bool {
    let with_a_key = event.meta_key() || event.alt_key() || event.ctrl_key() || event.shift_key();
    event.button() == 0 && !with_a_key
}

/// Of a form that is sent.
pub fn submit(act: impl FnMut(ev::SubmitEvent) + 'static) -> Handler<ev::SubmitEvent> {
    Box::new(act)
}

/// Of a field that changes, and of whatever else says only that it happened.
pub fn happened(act: impl FnMut(ev::Event) + 'static) -> Handler<ev::Event> {
    Box::new(act)
}

/// Of a pointer that comes, moves or goes.
pub fn pointed(act: impl FnMut(ev::PointerEvent) + 'static) -> Handler<ev::PointerEvent> {
    Box::new(act)
}
