//! A button that takes a session one step further.

use leptos::{ev, prelude::*};

use crate::{
    desk::presses::Pressed,
    text::{Text, use_language},
};

/// A step of the session. Without scripts it submits the form it stands in.
#[component]
pub fn StepButton(
    name: &'static str,
    label: Text<'static>,
    pressed: Pressed,
    on_press: impl FnMut(ev::MouseEvent) + 'static,
    #[prop(optional)] class: &'static str,
    #[prop(optional)] id: Option<&'static str>,
) -> impl IntoView {
    let language = use_language();
    let mut on_press = on_press;
    view! {
        <button
            id=id
            type="submit"
            name="action"
            value=name
            class=format!("button {class}")
            formnovalidate=name != "finish"
            aria-busy=move || (pressed.name.get() == Some(name)).then_some("true")
            on:click=move |event| {
                event.prevent_default();
                on_press(event);
            }
        >
            {language.say(label)}
        </button>
    }
}
