//! The address of this page: what it asks for, and the way back to it.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{UrlSearchParams, Window};

use super::tab::Tab;
use crate::wire::way_back::sign_in_address;

/// `/?request=...`: taken once, and cleaned away, so that a reload or a bookmark does not repeat it.
pub fn take_request(tab: &Tab) {
    let location = tab.window.location();
    let Ok(search) = location.search() else {
        return;
    };
    let Ok(parameters) = UrlSearchParams::new_with_str(&search) else {
        return;
    };
    let Some(wanted) = parameters.get("request") else {
        return;
    };
    if let Ok(request) = wanted.parse() {
        tab.ctx.wanted.try_set(Some(request));
    }
    parameters.delete("request");
    let rest = String::from(parameters.to_string());
    let path = location.pathname().unwrap_or_else(|_| "/".to_owned());
    let address = if rest.is_empty() {
        path
    } else {
        format!("{path}?{rest}")
    };
    if let Ok(history) = tab.window.history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        // Refused only when done hundreds of times a minute.
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
}

/// The sign-in page that leads back to what this window shows.
pub fn sign_in_again(window: &Window) -> String {
    let location = window.location();
    let part = |part: Result<String, JsValue>| part.unwrap_or_default();
    sign_in_address(&(part(location.pathname()) + &part(location.search())))
}
