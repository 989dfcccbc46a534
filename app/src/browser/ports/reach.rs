//! Whether the server is there.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

/// Asked for nothing but that.
const SMALL: &str = "/favicon.svg";

/// What a proxy says in its place does not count.
pub async fn answers() -> bool {
    let request = RequestInit::new();
    request.set_method("HEAD");
    request.set_cache(RequestCache::NoStore);
    let asked = window().fetch_with_str_and_init(SMALL, &request);
    let answer = JsFuture::from(asked).await.ok();
    answer
        .and_then(|answer| answer.dyn_into::<Response>().ok())
        .is_some_and(|answer| answer.ok())
}
