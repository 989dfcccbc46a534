//! Makes the keys of a page work.

use leptos::prelude::*;

use super::{listener::listen, switch};
use crate::{chunks::keys_help, reactive::effect};

/// `open`: whether they are shown.
#[component]
pub fn Shortcuts(open: RwSignal<bool>) -> impl IntoView {
    let on = RwSignal::new(false);
    effect(move || {
        on.set(switch::are_on());
        listen(on, open);
    });
    keys_help::once_asked(open, on)
}
