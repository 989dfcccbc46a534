//! What a page, or an answer that is none, may load and run: the content security policy.

use std::{env, sync::LazyLock};

/// For every answer that is not a page: nothing in it may run or load anything.
pub const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
/// For the service worker. It shows popups with an icon, and tells the server what became of them.
pub const SERVICE_WORKER: &str = "default-src 'none'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Under `cargo leptos watch` a script of Leptos listens at another port for what to reload.
static ALSO_CONNECTS_TO: LazyLock<&str> = LazyLock::new(|| {
    if cfg!(debug_assertions) && env::var_os("LEPTOS_WATCH").is_some() {
        " ws:"
    } else {
        ""
    }
});

/// The policy of one page. Leptos mints the nonce anew for each.
pub fn of_page(nonce: &str) -> String {
    let also = *ALSO_CONNECTS_TO;
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'{also}; worker-src 'self'; manifest-src 'self'; \
         media-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}
