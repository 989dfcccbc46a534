//! Web Locks, which web-sys offers only behind an unstable flag. They may be missing, so they are looked for
//! before they are touched.

use futures::channel::oneshot;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

use super::property::property;

use crate::reactive::spawn_local;

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks`.
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone)]
    pub type LockManager;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &Object, granted: &Function) -> Promise;
}

/// A lock that is held until this is dropped.
pub struct Held {
    release: Option<Function>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // It resolves a promise, which can't fail.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// How a lock is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// When whoever holds it is gone.
    InTurn,
    /// At once: whoever holds it loses it.
    Steal,
}

/// Why a lock that was asked for is not held, or not any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    Stolen,
    /// The browser does not grant locks here at all.
    Refused,
}

impl LockManager {
    /// `None` where the browser has no Web Locks: an old one, or a page from an insecure origin.
    pub fn of_browser() -> Option<Self> {
        property(&window().navigator(), "locks").map(JsCast::unchecked_into)
    }

    /// Waits for the lock in turn, and has it for a while. `None`: the browser refuses. Whoever gives up
    /// waiting drops this future, and the lock goes on to the next at once.
    pub async fn take(&self, name: &str) -> Option<Held> {
        let (tell, granted) = oneshot::channel();
        let begin = Closure::once_into_js(move |_: JsValue| {
            let mut release = None;
            let held = Promise::new(&mut |resolve, _| release = Some(resolve));
            // Nobody waits any more: then it is dropped, and released.
            let _ = tell.send(Held { release });
            held
        });
        let ended = self.request(name, &Object::new(), begin.unchecked_ref());
        // A refusal drops the other end of the channel; it is no error that nobody caught.
        spawn_local(async {
            let _ = JsFuture::from(ended).await;
        });
        granted.await.ok()
    }

    /// Waits for the lock, tells `granted` when it is there and keeps it. Ends only when the lock is
    /// lost; it is released when the page goes.
    pub async fn hold(&self, name: &str, claim: Claim, granted: impl FnOnce() + 'static) -> Lost {
        let options = Object::new();
        if claim == Claim::Steal {
            // Setting a property of a plain object can't fail.
            let _ = Reflect::set(&options, &"steal".into(), &JsValue::TRUE);
        }
        let granted = Closure::once_into_js(move |_: JsValue| {
            granted();
            never()
        });
        let outcome = self.request(name, &options, granted.unchecked_ref());
        match JsFuture::from(outcome).await {
            Err(error) if error_name(&error).as_deref() == Some("AbortError") => Lost::Stolen,
            Ok(_) | Err(_) => Lost::Refused,
        }
    }
}

fn error_name(error: &JsValue) -> Option<String> {
    property(error, "name")?.as_string()
}

/// A lock is held for as long as the promise of its holder is open.
fn never() -> Promise {
    Promise::new(&mut |_, _| {})
}
