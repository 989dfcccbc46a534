//! What browsers have and web-sys offers only behind an unstable flag: Web Locks and the app badge.
//! Both may be missing, so each is looked for before it is touched.

use futures::{
    channel::oneshot,
    future::{Either, select},
};
use gloo_timers::future::TimeoutFuture;
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

    /// `HTMLAudioElement`, for the one question that it answers.
    #[wasm_bindgen(extends = Object)]
    type Audio;

    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<Audio, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn play(this: &Audio) -> Result<Promise, JsValue>;

    /// Firefox alone says so itself.
    #[wasm_bindgen(extends = Object)]
    type AutoplayNavigator;

    #[wasm_bindgen(method, catch, js_name = getAutoplayPolicy)]
    fn autoplay_policy(this: &AutoplayNavigator, what: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(extends = Object)]
    type BadgeNavigator;

    #[wasm_bindgen(method, js_name = setAppBadge)]
    fn set_app_badge(this: &BadgeNavigator, count: u32) -> Promise;

    #[wasm_bindgen(method, js_name = clearAppBadge)]
    fn clear_app_badge(this: &BadgeNavigator) -> Promise;
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
    pub fn of(window: &Window) -> Option<Self> {
        property(&window.navigator(), "locks").map(JsCast::unchecked_into)
    }

    /// Waits for the lock in turn, and has it for a while. `None`: the browser refuses. Whoever gives up
    /// waiting drops this future, and the lock goes on to the next at once.
    pub async fn take(&self, name: &str) -> Option<Held> {
        let (tell, granted) = oneshot::channel();
        let begin = wasm_bindgen::closure::Closure::once_into_js(move |_: JsValue| {
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

/// Whether this page may sound before anybody has clicked in it. An audio context can't be asked without
/// a complaint of the browser; an audio element without a source refuses in silence.
pub async fn may_autoplay(window: &Window) -> bool {
    const REFUSED_WITHIN_MILLIS: u32 = 50;
    let navigator = window.navigator();
    if property(&navigator, "getAutoplayPolicy").is_some() {
        let navigator: &AutoplayNavigator = navigator.unchecked_ref();
        let policy = navigator.autoplay_policy("audiocontext");
        return policy.is_ok_and(|policy| policy == "allowed");
    }
    let Ok(Ok(played)) = Audio::new().map(|audio| audio.play()) else {
        return false;
    };
    // Where it may play it waits for something to play, for ever.
    let refused = select(
        JsFuture::from(played),
        TimeoutFuture::new(REFUSED_WITHIN_MILLIS),
    );
    !matches!(refused.await, Either::Left((Err(_), _)))
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
