//! What browsers have and web-sys offers only behind an unstable flag: Web Locks and the app badge.
//! Both may be missing, so each is looked for before it is touched.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Navigator, Window};

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks`.
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone)]
    pub type LockManager;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &Object, granted: &Function) -> Promise;

    #[wasm_bindgen(extends = Object)]
    type BadgeNavigator;

    #[wasm_bindgen(method, js_name = setAppBadge)]
    fn set_app_badge(this: &BadgeNavigator, count: u32) -> Promise;

    #[wasm_bindgen(method, js_name = clearAppBadge)]
    fn clear_app_badge(this: &BadgeNavigator) -> Promise;
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
    pub fn of(window: &Window) -> Option<Self> {
        property(&window.navigator(), "locks").map(JsCast::unchecked_into)
    }

    /// Waits for the lock, tells `granted` when it is there and keeps it. Ends only when the lock is
    /// lost; it is released when the page goes.
    pub async fn hold(&self, name: &str, claim: Claim, granted: impl FnOnce() + 'static) -> Lost {
        let options = Object::new();
        if claim == Claim::Steal {
            // Setting a property of a plain object can't fail.
            let _ = Reflect::set(&options, &"steal".into(), &JsValue::TRUE);
        }
        let granted = wasm_bindgen::closure::Closure::once_into_js(move |_: JsValue| {
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

/// Shows the number on the icon of the installed app, where there is one.
pub fn show_app_badge(navigator: &Navigator, count: usize) {
    if property(navigator, "setAppBadge").is_none() {
        return;
    }
    let navigator: &BadgeNavigator = navigator.unchecked_ref();
    let done = match u32::try_from(count) {
        Ok(0) | Err(_) => navigator.clear_app_badge(),
        Ok(count) => navigator.set_app_badge(count),
    };
    // The badge is an extra: where it is refused, nothing is missing.
    spawn_local(async {
        let _ = JsFuture::from(done).await;
    });
}

/// A property that may be missing.
pub fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    let name = name.into();
    if !Reflect::has(object, &name).unwrap_or(false) {
        return None;
    }
    Reflect::get(object, &name)
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

fn error_name(error: &JsValue) -> Option<String> {
    property(error, "name")?.as_string()
}

/// A lock is held for as long as the promise of its holder is open.
fn never() -> Promise {
    Promise::new(&mut |_, _| {})
}
