//! What the keys do, which few ask and nobody twice.

use leptos::prelude::*;

use super::Gone;
use crate::{reactive::effect, ui::shortcuts::help::Help};

/// One function for the macro, which makes a file of it.
#[rustfmt::skip] // It would be indented further every time.
macro_rules! piece {
    () => {
        #[cfg_attr(feature = "chunks", leptos::wasm_split::wasm_split(
            keys_help,
            fallible,
            preload(load),
            wasm_split_path = ::leptos::wasm_split
        ))]
        fn drawn(open: RwSignal<bool>, on: RwSignal<bool>) -> Result<AnyView, Gone> {
            Ok(view! { <Help open on/> }.into_any())
        }
    };
}

piece! {}

/// Stays from then on: it gives the focus back when it closes.
pub fn once_asked(open: RwSignal<bool>, on: RwSignal<bool>) -> impl IntoView {
    let is_here = RwSignal::new(false);
    effect(move || {
        if !open.get() || is_here.get_untracked() {
            return;
        }
        #[cfg(not(feature = "chunks"))]
        is_here.set(true);
        #[cfg(feature = "chunks")]
        crate::reactive::spawn_local(async move {
            match load().await {
                Ok(()) => is_here.try_set(true),
                // Whoever asks again has it loaded then.
                Err(_) => open.try_set(false),
            };
        });
    });
    move || {
        is_here.get().then(|| {
            #[cfg(feature = "chunks")]
            let help = futures::FutureExt::now_or_never(drawn(open, on));
            #[cfg(not(feature = "chunks"))]
            let help = Some(drawn(open, on));
            help.and_then(Result::ok)
        })
    }
}
