//! What a page does not begin with, each in a file of its own that the browser loads when it is needed: the pages
//! besides the desktop, what the desktop shows of a customer in hand, what to do about a device, what the keys do, and the languages.
//!
//! Without the feature `chunks` (on the server, and under `make dev`) all of it is in one piece, and nothing waits.
//! A file can be gone: after an upgrade an old page asks for what the new release no longer has. Then the browser is led
//! to the same address, where the new release answers. While nothing answers, it is tried again.

mod in_hand;
pub mod keys_help;
#[cfg(feature = "chunks")]
mod lead;
mod pages;
pub mod remedies;
mod tongues;
#[cfg(feature = "chunks")]
mod walk;
mod walks;
mod way;

#[cfg(feature = "hydrate")]
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

#[cfg(feature = "ssr")]
pub use self::{in_hand::IN_HAND, pages::of_page, tongues::of_language};
pub use self::{
    in_hand::InHand,
    pages::{AgentsDevices, History, Languages, Notifications, PlannedCalls, Traced},
    walks::Walks,
};
#[cfg(feature = "hydrate")]
use crate::{browser, text::Language};

/// A file could not be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone;

impl From<SplitLoaderError> for Gone {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Loads what the page of this browser begins with. What the server has drawn is read meanwhile, and its forms are sent.
#[cfg(feature = "hydrate")]
pub async fn until_loaded() {
    let path = window().location().pathname().unwrap_or_default();
    let page = document().document_element();
    let code = page
        .and_then(|page| page.get_attribute("lang"))
        .unwrap_or_default();
    let language = Language::from_tag(&code).unwrap_or_default();
    until_there(async || {
        tongues::load_language(language).await?;
        pages::load_page(&path).await?;
        in_hand::load_if_drawn().await
    })
    .await;
}

/// While nothing answers, it is tried again. A page that is older than its server is asked for once more.
#[cfg(feature = "hydrate")]
async fn until_there(load: impl AsyncFn() -> Result<(), Gone>) {
    while tried(&load).await.is_err() {
        browser::reload_for_file();
        wait_a_moment().await;
    }
    browser::note_files();
}

/// Tries it until it is there, or until it is known that it won't be: the server answers, and has no such file.
#[cfg(feature = "hydrate")]
async fn tried(load: impl AsyncFn() -> Result<(), Gone>) -> Result<(), Gone> {
    while load().await.is_err() {
        if browser::answers().await {
            // It may have come back this moment.
            return load().await;
        }
        wait_a_moment().await;
    }
    Ok(())
}

#[cfg(feature = "hydrate")]
async fn wait_a_moment() {
    gloo_timers::future::TimeoutFuture::new(2_000).await;
}
