//! Whether a server is there at all.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;
use web_sys::RequestInit;

/// Whatever it answers.
pub async fn answers(address: &str) -> bool {
    let request = RequestInit::new();
    request.set_method("HEAD");
    let asked = window().fetch_with_str_and_init(address, &request);
    JsFuture::from(asked).await.is_ok()
}
