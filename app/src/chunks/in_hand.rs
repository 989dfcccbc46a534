//! What the desktop shows of a customer in hand, and asks before. Its file comes with the first row, so that it is usually
//! there before anybody is connected.

use domain::id::RequestId;
use leptos::prelude::*;

use super::Gone;
#[cfg(feature = "chunks")]
use crate::reactive::{effect, memo};
use crate::{
    desk::context::DeskContext,
    ui::{
        desktop::{
            customer_facts::CustomerFacts, early_start::EarlyStart, session_panel::SessionPanel,
        },
        kit::answered::loading,
    },
};

/// The name of the chunk.
#[cfg(feature = "ssr")]
pub const IN_HAND: &str = "in_hand";

/// Makes one function for all parts: each that is in a file would have to be loaded by itself.
macro_rules! parts {
    ($($part:ident: $view:ident;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Part {
            $($part,)*
        }

        #[cfg_attr(feature = "chunks", leptos::wasm_split::wasm_split(
            in_hand,
            fallible,
            preload(load),
            wasm_split_path = ::leptos::wasm_split
        ))]
        fn view_of(part: Part, desk: DeskContext, request: RequestId) -> Result<AnyView, Gone> {
            Ok(match part {
                $(Part::$part => view! { <$view desk request/> }.into_any(),)*
            })
        }
    };
}

parts! {
    Session: SessionPanel;
    Facts: CustomerFacts;
    EarlyStart: EarlyStart;
}

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

    pub fn is_here(self) -> bool {
        self.0.get()
    }

    /// What is done with them.
    pub fn session(self, desk: DeskContext, request: RequestId) -> AnyView {
        self.draws(Part::Session, desk, request, loading)
    }

    /// What is known of them.
    pub fn facts(self, desk: DeskContext, request: RequestId) -> AnyView {
        self.draws(Part::Facts, desk, request, || ().into_any())
    }

    /// Asks whether a planned call is to begin before its time.
    pub fn early_start(self, desk: DeskContext, request: RequestId) -> AnyView {
        self.draws(Part::EarlyStart, desk, request, || ().into_any())
    }

    fn draws(
        self,
        part: Part,
        desk: DeskContext,
        request: RequestId,
        waiting: fn() -> AnyView,
    ) -> AnyView {
        view! {
            {move || {
                let part = self.is_here().then(|| drawn(view_of(part, desk, request)));
                part.flatten().unwrap_or_else(waiting)
            }}
        }
        .into_any()
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

/// A page from before an upgrade may be too old for it: it is reloaded when there is somebody to be shown, not before.
#[cfg(feature = "chunks")]
fn bring_with_first_row(desk: DeskContext, here: RwSignal<bool>) {
    let listed = memo(move || desk.with(|view| !view.requests.is_empty()));
    let in_hand = memo(move || desk.with(|view| view.sessions.iter().next().is_some()));
    let gone = RwSignal::new(false);
    let mut is_asked_for = is_here();
    effect(move || {
        if !listed.get() || is_asked_for {
            return;
        }
        is_asked_for = true;
        crate::reactive::spawn_local(async move {
            match super::tried(async || Ok(load().await?)).await {
                Ok(()) => here.try_set(true),
                Err(Gone) => gone.try_set(true),
            };
        });
    });
    effect(move || {
        if gone.get() && in_hand.get() {
            crate::browser::reload_for_file();
        }
    });
}

/// Loads it where the server has drawn somebody in hand.
///
/// # Errors
/// Nothing answers, or there is no such file any more.
#[cfg(feature = "chunks")]
pub async fn load_if_drawn() -> Result<(), Gone> {
    if let Ok(Some(_)) = document().query_selector("#session-heading") {
        load().await?;
        HERE.set(true);
    }
    Ok(())
}

#[cfg(all(feature = "hydrate", not(feature = "chunks")))]
pub fn load_if_drawn() -> std::future::Ready<Result<(), Gone>> {
    std::future::ready(Ok(()))
}
