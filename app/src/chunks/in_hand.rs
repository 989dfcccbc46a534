//! What the desktop shows of a customer in hand. Its file comes with the first row, so that it is there before anybody
//! is connected.

use domain::id::RequestId;
use leptos::prelude::*;

use super::Gone;
#[cfg(feature = "chunks")]
use crate::reactive::memo;
use crate::{
    desk::context::DeskContext,
    ui::desktop::{customer_facts::CustomerFacts, session_panel::SessionPanel},
};

/// Makes functions of one file that draw these.
macro_rules! parts {
    ($($part:ident draws $view:ident, before $load:ident;)*) => {
        $(
            #[cfg_attr(feature = "chunks", leptos::wasm_split::wasm_split(
                in_hand,
                fallible,
                preload($load),
                wasm_split_path = ::leptos::wasm_split
            ))]
            fn $part(desk: DeskContext, request: RequestId) -> Result<AnyView, Gone> {
                Ok(view! { <$view desk request/> }.into_any())
            }
        )*
    };
}

parts! {
    session draws SessionPanel, before load;
    facts draws CustomerFacts, before load_facts;
}

/// The name of the chunk.
#[cfg(feature = "ssr")]
pub const IN_HAND: &str = "in_hand";

/// Says whether the file is there; provided by the root of the signed-in pages.
#[derive(Clone, Copy)]
pub struct InHand(RwSignal<bool>);

impl InHand {
    pub fn of_page(desk: DeskContext) -> Self {
        let here = RwSignal::new(is_here());
        #[cfg(feature = "chunks")]
        bring_with_first_row(desk, here);
        #[cfg(not(feature = "chunks"))]
        let _ = desk;
        Self(here)
    }

    /// What is done with them.
    pub fn session(self, desk: DeskContext, request: RequestId) -> AnyView {
        let here = self.0;
        view! { {move || here.get().then(|| drawn(session(desk, request)))} }.into_any()
    }

    /// What is known of them.
    pub fn facts(self, desk: DeskContext, request: RequestId) -> AnyView {
        let here = self.0;
        view! { {move || here.get().then(|| drawn(facts(desk, request)))} }.into_any()
    }
}

#[cfg(not(feature = "chunks"))]
fn drawn(view: Result<AnyView, Gone>) -> Option<AnyView> {
    view.ok()
}

/// Of a file that is there: nothing has to be waited for.
#[cfg(feature = "chunks")]
fn drawn(view: impl Future<Output = Result<AnyView, Gone>>) -> Option<AnyView> {
    futures::FutureExt::now_or_never(view)?.ok()
}

#[cfg(feature = "chunks")]
std::thread_local! {
    static HERE: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

#[cfg(not(feature = "chunks"))]
fn is_here() -> bool {
    true
}

#[cfg(feature = "chunks")]
fn is_here() -> bool {
    HERE.get()
}

#[cfg(feature = "chunks")]
fn bring_with_first_row(desk: DeskContext, here: RwSignal<bool>) {
    let wanted = memo(move || desk.view.with(|view| !view.requests.is_empty()));
    Effect::new(move |begun: Option<bool>| {
        let begun = begun.unwrap_or_else(is_here);
        if wanted.get() && !begun {
            leptos::task::spawn_local(async move {
                super::until_there(async || Ok(load().await?)).await;
                here.try_set(true);
            });
        }
        begun || wanted.get()
    });
}

/// Loads it where the server has drawn somebody in hand.
///
/// # Errors
/// Nothing answers, or there is no such file any more.
#[cfg(feature = "hydrate")]
pub async fn load_if_drawn() -> Result<(), Gone> {
    #[cfg(feature = "chunks")]
    if let Ok(Some(_)) = document().query_selector("#session-heading") {
        load().await?;
        HERE.set(true);
    }
    Ok(())
}
