//! Somebody comes from a popup: by a wish that the service worker keeps until a page takes it when a
//! desktop was open, by the address of the page when it had to be opened.

use std::rc::Rc;

use domain::id::RequestId;
use js_sys::{JSON, Object, Reflect};
use leptos::prelude::*;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

use super::{
    address, attention,
    notifier::{self, Freshness},
    platform::property,
    popups::Popups,
    tab::Tab,
};
use crate::{
    api,
    desk::{actions, patience::in_time},
};

/// What somebody pressed on a popup, as the service worker keeps it for a page.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Wish {
    #[serde(rename = "type")]
    kind: WishKind,
    request: RequestId,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WishKind {
    Open,
    Connect,
    Later,
}

/// What the service worker says.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Word {
    /// There is something to take: a page that was still loading did not hear it, and asks by itself.
    Wish,
    /// What this page asked for, and no other gets.
    Wishes {
        wishes: Vec<Wish>,
    },
    /// A push service brought a popup.
    Pushed,
    /// As service workers of an earlier release say it.
    Open {
        request: RequestId,
    },
    Connect {
        request: RequestId,
    },
}

pub fn watch(tab: &Rc<Tab>) {
    address::take_request(tab);
    let navigator = tab.window.navigator();
    if property(&navigator, "serviceWorker").is_none() {
        return;
    }
    let listening = tab.clone();
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        hear(&listening, &event.data());
    });
    navigator
        .service_worker()
        .set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    take_wishes(tab);
}

/// For the pages before signing in: whatever was pressed, it was not for whoever signs in next.
pub fn forget_wishes(popups: Popups) {
    spawn_local(async move { tell(&popups, "forget").await });
}

fn hear(tab: &Rc<Tab>, message: &JsValue) {
    let word = JSON::stringify(message)
        .ok()
        .and_then(|text| serde_json::from_str(&String::from(text)).ok());
    match word {
        Some(Word::Wish) => take_wishes(tab),
        Some(Word::Wishes { wishes }) => wishes.into_iter().for_each(|wish| grant(tab, wish)),
        Some(Word::Pushed) => check_pushed(tab),
        Some(Word::Open { request }) => lead_to(tab, request),
        Some(Word::Connect { request }) => connect(tab, request),
        // From a service worker of another release.
        None => {}
    }
}

/// What was pushed may be over already, and then this page takes it away. But it may as well be news: a
/// push is sent where a page seems not to hear, so the server is asked before anything is decided.
fn check_pushed(tab: &Rc<Tab>) {
    if !tab.leads() {
        return;
    }
    let tab = tab.clone();
    spawn_local(async move {
        if let Ok(now) = in_time(api::snapshot()).await {
            tab.take_snapshot(now);
            notifier::take_away(&tab);
            notifier::view_changed(&tab, Freshness::Live);
        }
    });
}

/// The service worker gives each wish to the first page that asks, so it is granted once.
fn take_wishes(tab: &Rc<Tab>) {
    let tab = tab.clone();
    spawn_local(async move { tell(&tab.popups, "take").await });
}

async fn tell(popups: &Popups, what: &str) {
    let Some(worker) = popups.registration().await.and_then(|known| known.active()) else {
        return;
    };
    let message = Object::new();
    // Setting a property of a plain object can't fail, nor can sending one.
    let _ = Reflect::set(&message, &"type".into(), &what.into());
    let _ = worker.post_message(&message);
}

fn grant(tab: &Rc<Tab>, Wish { kind, request }: Wish) {
    match kind {
        WishKind::Open => lead_to(tab, request),
        WishKind::Connect => connect(tab, request),
        WishKind::Later => actions::later(tab.ctx, request),
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
    let tab = tab.clone();
    spawn_local(async move {
        actions::connected(tab.ctx, request).await;
        lead_to(&tab, request);
    });
}
