//! What the notification settings are made of: sections, groups and rows. The name of a field is its label alone; the
//! explanation describes it. None of them watches anything: what a field says is asked of the form (`unsaved`).

use leptos::prelude::*;

use crate::{
    desk::settings_fields::{SettingsFields, TICKED},
    text::{Language, Settings},
};

/// One of the parts that the page is divided into. `id` is of its heading, which the index leads to.
pub fn section(
    id: &'static str,
    class: &'static str,
    title: String,
    parts: Vec<AnyView>,
) -> AnyView {
    view! {
        <section class=class aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {parts}
        </section>
    }
    .into_any()
}

/// What stands there says what is wrong.
pub const PROBLEM: &str = "settings-problem";

/// Makes rows that show what the fields say.
pub struct Rows {
    pub language: Language,
    pub shown: SettingsFields,
    /// The field that has to be mended.
    pub wrong: RwSignal<Option<String>>,
}

impl Rows {
    /// Something that is on or off.
    pub fn switch(&self, name: &'static str, label: Settings, help: Option<Settings>) -> AnyView {
        let input = Input {
            id: name.to_owned(),
            class: "switch",
            kind: "checkbox",
            name,
            value: TICKED,
            checked: self.shown.is_ticked(name),
        };
        self.row(&input, label, help)
    }

    /// One of several, of which one is chosen. `value` is what the form posts as `name`.
    pub fn choice(
        &self,
        name: &'static str,
        value: &'static str,
        label: Settings,
        help: Option<Settings>,
    ) -> AnyView {
        let input = Input {
            id: format!("{name}-{value}"),
            class: "choice",
            kind: "radio",
            name,
            value,
            checked: self.shown.get(name) == Some(value),
        };
        self.row(&input, label, help)
    }

    fn row(&self, input: &Input, label: Settings, help: Option<Settings>) -> AnyView {
        let id = input.id.clone();
        let help_id = help.map(|_| format!("{id}-help"));
        let help = help.map(|help| {
            let help = self.language.say(help);
            view! { <p id=help_id.clone() class="quiet small">{help}</p> }
        });
        view! {
            <div class="setting">
                <div>
                    <label for=id.clone()>{self.language.say(label)}</label>
                    {help}
                </div>
                <input
                    id=id
                    class=input.class
                    type=input.kind
                    name=input.name
                    value=input.value
                    checked=input.checked
                    aria-describedby=help_id
                />
            </div>
        }
        .into_any()
    }

    /// Something that is chosen or typed otherwise. `control` has the id `id`.
    pub fn labelled(&self, id: &'static str, label: Settings, control: AnyView) -> AnyView {
        view! {
            <div class="setting">
                <label for=id>{self.language.say(label)}</label>
                {control}
            </div>
        }
        .into_any()
    }

    /// Something that is typed.
    pub fn field(&self, name: &'static str, kind: &'static str, label: Settings) -> AnyView {
        let value = self.shown.get(name).unwrap_or_default().to_owned();
        let wrong = self.wrong;
        let invalid = move || (wrong.read().as_deref() == Some(name)).then_some("true");
        view! {
            <label class="field">
                <span>{self.language.say(label)}</span>
                <input
                    type=kind
                    name=name
                    value=value
                    autocomplete="off"
                    aria-invalid=move || invalid()
                    aria-describedby=move || invalid().map(|_| PROBLEM)
                />
            </label>
        }
        .into_any()
    }

    pub fn group(
        &self,
        class: &'static str,
        legend: String,
        help: Option<Settings>,
        rows: Vec<AnyView>,
    ) -> AnyView {
        let help_id = help.map(|_| format!("{class}-help"));
        let help = help.map(|help| {
            let help = self.language.say(help);
            view! { <p id=help_id.clone() class="quiet small">{help}</p> }
        });
        view! {
            <fieldset class=format!("settings {class}") aria-describedby=help_id>
                <legend>{legend}</legend>
                {help}
                {rows}
            </fieldset>
        }
        .into_any()
    }

    pub fn say(&self, text: Settings) -> String {
        self.language.say(text)
    }
}

struct Input {
    id: String,
    class: &'static str,
    kind: &'static str,
    name: &'static str,
    value: &'static str,
    checked: bool,
}
