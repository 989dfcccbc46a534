//! The document around the app. Nothing in it is inline but the two scripts that carry the nonce. Whoever is not
//! signed in gets no WebAssembly: their pages are read and their forms are sent without it.

use std::collections::{BTreeMap, BTreeSet};

use http::request::Parts;
use leptos::{html, nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

use crate::{
    app::App,
    chunks,
    desk::request_info::RequestInfo,
    server::signed_in::{Outside, SignedIn},
    wire::theme::Theme,
};

/// Addresses with the hash of the content in them, such as `/pkg/deskbell.Zm9v.js`: the server knows
/// them from the site it carries.
#[derive(Debug, PartialEq, Eq)]
pub struct Assets {
    pub script: String,
    pub wasm: String,
    pub style: String,
    /// What loads the chunks; there is none under `make dev`.
    pub loader: Option<String>,
    /// The files of each chunk by its name.
    pub chunks: BTreeMap<String, Vec<String>>,
}

/// `options` only matter for `cargo leptos watch`, whose script reloads the page.
pub fn shell(assets: &'static Assets, options: LeptosOptions) -> impl IntoView {
    let language = use_context::<RequestInfo>().unwrap_or_default().language;
    let theme = use_context::<Theme>().unwrap_or_default();
    // Nothing on the other pages changes by itself.
    let signed_in = use_context::<SignedIn>().is_some();
    view! {
        <!DOCTYPE html>
        // Browsers translate a page by putting elements of their own around its words. What changes
        // later would then change where nobody sees it: a lost connection would go on reading *Live*.
        // So they are asked not to; the languages there are stand under *Language*.
        <html lang=language.code() data-theme=theme.name() translate="no">
            <head>
                <meta charset="utf-8"/>
                <meta name="google" content="notranslate"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                // Changed together by ui/account/theme_choice.rs.
                <meta name="color-scheme" content=theme.color_scheme()/>
                {bars_of("#f6f5f2", theme.media_of(Theme::Light))}
                {bars_of("#14161a", theme.media_of(Theme::Dark))}
                // Another while something rings (browser/ports/badge.rs).
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/icon-maskable-192.png"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <link rel="stylesheet" href=assets.style.as_str() nonce=use_nonce()/>
                {if signed_in {
                    view! { <Live assets/> }.into_any()
                } else if use_context::<Outside>().is_some() {
                    ().into_any()
                } else {
                    view! { <script src="/signed-out.js" defer nonce=use_nonce()></script> }.into_any()
                }}
                <AutoReload options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// What the browser draws around the page, where `media` holds.
fn bars_of(colour: &'static str, media: &'static str) -> impl IntoView {
    let meta = html::meta().name("theme-color").content(colour);
    meta.attr("media", media)
}

/// Loads the program of a page and starts it. What does not come is asked for again, and a page whose program is gone, with
/// its release, is asked for anew: once (the mark is that of browser/ports/reload_mark.rs).
const START: &str = include_str!("start.js");

/// What carries a page on in the browser. All that it begins with is asked for at once, not one by the other.
#[component]
fn Live(assets: &'static Assets) -> impl IntoView {
    let Assets {
        script,
        wasm,
        loader,
        chunks,
        ..
    } = assets;
    let path = use_context::<Parts>().map_or_else(String::new, |parts| parts.uri.path().to_owned());
    let language = use_context::<RequestInfo>().unwrap_or_default().language;
    let in_hand = use_context::<SignedIn>().is_some_and(|who| path == "/" && who.has_customer());
    let begins_with = [
        Some(chunks::of_language(language)),
        chunks::of_page(&path),
        in_hand.then_some(chunks::IN_HAND),
    ]
    .into_iter()
    .flatten()
    .filter_map(|chunk| chunks.get(chunk))
    .flatten()
    .chain([wasm])
    .collect::<BTreeSet<_>>();
    let start = START.replace("SCRIPT", script).replace("WASM", wasm);
    view! {
        <link rel="modulepreload" href=script.as_str() nonce=use_nonce()/>
        {loader
            .as_deref()
            .map(|loader| view! { <link rel="modulepreload" href=loader nonce=use_nonce()/> })}
        {begins_with
            .into_iter()
            .map(|file| view! {
                <link
                    rel="preload"
                    href=file.as_str()
                    r#as="fetch"
                    crossorigin="anonymous"
                    nonce=use_nonce()
                />
            })
            .collect_view()}
        <script r#type="module" nonce=use_nonce()>
            {start}
        </script>
    }
}
