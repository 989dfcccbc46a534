//! Whether this page may sound before anybody has clicked in it.

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Object, Promise};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

use super::property::property;

#[wasm_bindgen]
extern "C" {
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
}

/// Whether the person has already clicked in this page.
pub fn was_activated() -> bool {
    let navigator = window().navigator();
    property(&navigator, "userActivation").is_some()
        && navigator.user_activation().has_been_active()
}

/// An audio context can't be asked without a complaint of the browser; an audio element without a source
/// refuses in silence.
pub async fn may_autoplay() -> bool {
    const REFUSED_WITHIN_MILLIS: u32 = 50;
    let navigator = window().navigator();
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
