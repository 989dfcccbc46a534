//! The entry point of the WebAssembly bundle: `hydrate()` and nothing else.

// A page is one deeply nested type; without erased components the compiler has to see through it.
#![recursion_limit = "512"]

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's script once the bundle is loaded: makes the server-rendered page live, as soon as the browser
/// has what that page begins with.
#[wasm_bindgen]
pub async fn hydrate() {
    console_error_panic_hook::set_once();
    app::chunks::until_loaded().await;
    leptos::mount::hydrate_body(app::app::App);
}
