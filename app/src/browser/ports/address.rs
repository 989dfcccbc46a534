//! The address of this page: what it asks for, and the ways from it to another.

use domain::id::RequestId;
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

use crate::{
    desk::{leaving, listing},
    wire::way_back::sign_in_address,
};

/// `/?request=...`: taken once, and cleaned away, so that a reload or a bookmark does not repeat it.
pub fn take_request() -> Option<RequestId> {
    let window = window();
    let location = window.location();
    let search = location.search().ok()?;
    let parameters = UrlSearchParams::new_with_str(&search).ok()?;
    let wanted = parameters.get("request")?;
    parameters.delete("request");
    let rest = String::from(parameters.to_string());
    let path = location.pathname().unwrap_or_else(|_| "/".to_owned());
    let address = if rest.is_empty() {
        path
    } else {
        format!("{path}?{rest}")
    };
    if let Ok(history) = window.history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        // Refused only when done hundreds of times a minute.
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
    wanted.parse().ok()
}

/// Whether this page lists what rings.
pub fn shows_desktop() -> bool {
    let path = window().location().pathname();
    path.is_ok_and(|path| listing::is_at(&path))
}

/// To a desktop, which takes the wish from its address.
pub fn go_to_request(request: RequestId) {
    leaving::begin();
    let location = window().location();
    let _ = location.assign(&format!("/?request={request}"));
}

/// To the sign-in page that leads back to what this window shows.
pub fn go_to_sign_in() {
    let location = window().location();
    let part = |part: Result<String, JsValue>| part.unwrap_or_default();
    let shown = part(location.pathname()) + &part(location.search());
    leaving::begin();
    // Fails only where navigation is forbidden, and then there is nothing left to do.
    let _ = location.replace(&sign_in_address(&shown));
}

/// As a page of its own.
pub fn go_to(address: &str) {
    leaving::begin();
    let _ = window().location().assign(address);
}

pub fn reload() {
    leaving::begin();
    // Fails only where navigation is forbidden.
    let _ = window().location().reload();
}
