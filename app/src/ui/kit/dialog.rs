//! A question that has to be answered first: a native dialog, which keeps the focus and gives it back. To an entry of a
//! menu, which has closed since, it can't: then the menu's button has it.

use leptos::{html, prelude::*};

use super::{focus, handler::happened};

use crate::reactive::effect;

/// `title_id`: of the heading among the children, which takes the focus and acts on no key.
#[component]
pub fn Dialog(
    #[prop(into)] open: Signal<bool>,
    on_close: Callback<()>,
    title_id: &'static str,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let menu = StoredValue::new(None::<String>);
    effect(move || {
        let Some(dialog) = dialog.get() else {
            return;
        };
        if !open.get() {
            dialog.close();
        } else if !dialog.open() {
            menu.set_value(focus::menu_with_focus());
            // Refused only where the dialog is no part of the page, and then nobody pressed anything.
            let _ = dialog.show_modal();
            // Not by an attribute, which browsers heed when the page is drawn and not when the dialog opens.
            focus::focus(&format!("#{title_id}"));
        }
    });
    // The browser says so a moment later, when the page may have left.
    let closed = move |_| {
        on_close.try_run(());
        let menu = menu.try_update_value(Option::take).flatten();
        // It stays for a moment on what is hidden now.
        let is_here = || {
            let active = document().active_element();
            let dialog = dialog.get_untracked();
            dialog.is_some_and(|dialog| dialog.contains(active.as_deref()))
        };
        if let Some(menu) = menu
            && (focus::is_lost() || is_here())
        {
            focus::focus(&format!("[popovertarget=\"{menu}\"]"));
        }
    };
    view! {
        <dialog class="dialog" aria-labelledby=title_id node_ref=dialog on:close=happened(closed)>
            {children()}
        </dialog>
    }
}
