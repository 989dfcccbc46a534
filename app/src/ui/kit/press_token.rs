//! The hidden field by which the server knows a press again.

use leptos::prelude::*;

use crate::desk::presses::{PRESS, PageToken};

#[component]
pub fn PressToken() -> impl IntoView {
    use_context::<PageToken>()
        .filter(|token| !token.0.is_empty())
        .map(|token| view! { <input type="hidden" name=PRESS value=token.0/> })
}
