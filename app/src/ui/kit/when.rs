//! What stands on a page only now and then.

use leptos::{either::Either, prelude::*};

/// As `Show` of Leptos, which is compiled anew for each condition and each content: this is there once.
#[component]
pub fn When(
    is: Memo<bool>,
    #[prop(optional, into)] otherwise: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    view! {
        {move || if is.get() {
            Either::Left(children())
        } else {
            Either::Right(otherwise.run())
        }}
    }
}
