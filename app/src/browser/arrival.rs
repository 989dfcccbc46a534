//! Somebody comes from a popup: by a message of the service worker when a desktop was open, by the
//! address of the page when it had to be opened.

use std::rc::Rc;

use domain::id::RequestId;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, UrlSearchParams};

use super::{attention, notifier, platform::property, tab::Tab};
use crate::{api, patience::in_time};

pub fn watch(tab: &Rc<Tab>) {
    read_address(tab);
    let navigator = tab.window.navigator();
    if property(&navigator, "serviceWorker").is_none() {
        return;
    }
    let listening = tab.clone();
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        obey(&listening, &event.data());
    });
    navigator
        .service_worker()
        .set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
}

fn obey(tab: &Rc<Tab>, message: &JsValue) {
    let text = |name| property(message, name)?.as_string();
    if text("type").as_deref() == Some("pushed") {
        // It may be over already, and this page is the one that knows.
        notifier::take_away(tab);
        return;
    }
    let Some(request) = text("request").and_then(|id| id.parse().ok()) else {
        return;
    };
    match text("type").as_deref() {
        Some("open") => lead_to(tab, request),
        Some("connect") => connect(tab, request),
        _ => {}
    }
}

fn lead_to(tab: &Tab, request: RequestId) {
    // The service worker has already asked for it; some systems want it from the page.
    let _ = tab.window.focus();
    if attention::shows_desktop(&tab.document) {
        tab.ctx.wanted.try_set(Some(request));
    } else {
        // The lists are on another page, which takes the wish from its address.
        let _ = tab
            .window
            .location()
            .assign(&format!("/?request={request}"));
    }
}

/// The popup's button *Connect*, like the row's.
fn connect(tab: &Rc<Tab>, request: RequestId) {
    let ctx = tab.ctx;
    ctx.problem.try_set(None);
    ctx.connecting.try_set(Some(request));
    let tab = tab.clone();
    spawn_local(async move {
        if let Err(problem) = in_time(api::connect(request)).await {
            ctx.problem.try_set(Some(problem));
        }
        ctx.connecting.try_set(None);
        lead_to(&tab, request);
    });
}

/// `/?request=...`: taken once, and cleaned away, so that a reload or a bookmark does not repeat it.
fn read_address(tab: &Tab) {
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
