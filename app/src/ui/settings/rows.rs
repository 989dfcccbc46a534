//! The rows that the form of the notification settings is made of. The name of a field is its label
//! alone; the explanation describes it.

use leptos::{html, prelude::*};

/// Something that is on or off.
#[component]
pub fn SwitchRow(
    name: &'static str,
    label: String,
    #[prop(optional, into)] help: Option<String>,
    on: RwSignal<bool>,
) -> impl IntoView {
    let help_id = format!("{name}-help");
    let described_by = help.is_some().then(|| help_id.clone());
    let input = NodeRef::<html::Input>::new();
    // What was ticked before the page was live counts.
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            on.set(input.checked());
        }
    });
    view! {
        <div class="setting">
            <div>
                <label for=name>{label}</label>
                {help.map(|help| view! { <p id=help_id class="quiet small">{help}</p> })}
            </div>
            <input
                id=name
                class="switch"
                type="checkbox"
                name=name
                value="on"
                aria-describedby=described_by
                checked=on.get_untracked()
                node_ref=input
                on:change=move |event| on.set(event_target_checked(&event))
            />
        </div>
    }
}

/// One of several, of which one is chosen. `value` is what the form posts as `name`.
#[component]
pub fn ChoiceRow<T>(
    name: &'static str,
    value: &'static str,
    means: T,
    label: String,
    #[prop(optional, into)] help: Option<String>,
    chosen: RwSignal<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let id = format!("{name}-{value}");
    let help_id = format!("{id}-help");
    let described_by = help.is_some().then(|| help_id.clone());
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if input.get().is_some_and(|input| input.checked()) {
            chosen.set(means);
        }
    });
    view! {
        <div class="setting">
            <div>
                <label for=id.clone()>{label}</label>
                {help.map(|help| view! { <p id=help_id class="quiet small">{help}</p> })}
            </div>
            <input
                id=id
                type="radio"
                name=name
                value=value
                aria-describedby=described_by
                checked=chosen.get_untracked() == means
                node_ref=input
                on:change=move |_| chosen.set(means)
            />
        </div>
    }
}
