//! A question that has to be answered first: a native dialog, which keeps the focus and gives it back.

use leptos::{html, prelude::*};

use super::handler::happened;

use crate::reactive::effect;

/// `title_id`: of the heading among the children.
#[component]
pub fn Dialog(
    #[prop(into)] open: Signal<bool>,
    on_close: Callback<()>,
    title_id: &'static str,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    effect(move || {
        let Some(dialog) = dialog.get() else {
            return;
        };
        if !open.get() {
            dialog.close();
        } else if !dialog.open() {
            // Refused only where the dialog is no part of the page, and then nobody pressed anything.
            let _ = dialog.show_modal();
        }
    });
    // The browser says so a moment later, when the page may have left.
    let closed = move |_| {
        on_close.try_run(());
    };
    view! {
        <dialog class="dialog" aria-labelledby=title_id node_ref=dialog on:close=happened(closed)>
            {children()}
        </dialog>
    }
}
