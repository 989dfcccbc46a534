//! A button that takes a session one step further.

use leptos::prelude::*;

use crate::{
    desk::presses::Pressed,
    text::{Sessions, use_language},
    ui::kit::handler::click,
};

/// A step of the session. Without scripts it submits the form it stands in.
#[component]
pub fn StepButton(
    name: &'static str,
    label: Sessions<'static>,
    pressed: Pressed,
    on_press: Callback<()>,
    #[prop(optional)] class: &'static str,
    #[prop(optional)] id: Option<&'static str>,
) -> impl IntoView {
    let language = use_language();
    view! {
        <button
            id=id
            type="submit"
            name="action"
            value=name
            class=format!("button {class}")
            formnovalidate=name != "finish"
            aria-busy=move || pressed.is_at_work(name).then_some("true")
            on:click=click(move |event| {
                event.prevent_default();
                on_press.run(());
            })
        >
            {language.say(label)}
        </button>
    }
}
