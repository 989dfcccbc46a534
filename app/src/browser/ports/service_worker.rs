//! What our service worker and a page say to each other (public/sw.js).

use domain::id::RequestId;
use js_sys::{JSON, Object, Reflect};
use leptos::prelude::window;
use unpack::Unpack;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, ServiceWorkerRegistration};

use super::property::property;

/// What it says.
#[derive(Debug, Unpack)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum WorkerWord {
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

/// What somebody pressed on a popup, as the service worker keeps it for a page.
#[derive(Clone, Copy, Debug, Unpack)]
pub struct Wish {
    #[serde(rename = "type")]
    pub kind: WishKind,
    pub request: RequestId,
}

#[derive(Clone, Copy, Debug, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum WishKind {
    Open,
    Connect,
    Later,
}

pub fn listen(heard: impl Fn(WorkerWord) + 'static) {
    let navigator = window().navigator();
    if property(&navigator, "serviceWorker").is_none() {
        return;
    }
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        // Otherwise it comes from a service worker of another release.
        if let Some(word) = read(&event.data()) {
            heard(word);
        }
    });
    navigator
        .service_worker()
        .set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}

/// Asks for the wishes that nobody has taken. It gives each to the first page that asks, so it is granted
/// once. Nobody is asked where no service worker is active.
pub fn ask_for_wishes(registration: Option<ServiceWorkerRegistration>) {
    let Some(worker) = registration.and_then(|known| known.active()) else {
        return;
    };
    let message = Object::new();
    // Setting a property of a plain object can't fail, nor can sending one.
    let _ = Reflect::set(&message, &"type".into(), &"take".into());
    let _ = worker.post_message(&message);
}

fn read(message: &JsValue) -> Option<WorkerWord> {
    let text = String::from(JSON::stringify(message).ok()?);
    unpack::from_str(&text).ok()
}
