//! Listening to the browser for as long as the page lives.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget};

/// Calls `handler` at each event of one of these names.
pub fn listen(target: &EventTarget, names: &[&str], handler: impl Fn(Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(handler);
    for name in names {
        // Fails only for a callback that is no function.
        let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    }
    // The page itself is what ends it.
    closure.forget();
}
