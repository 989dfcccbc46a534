//! What a form in front of the agent says, and the part of the browser that keeps it for one tab.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Storage,
};

/// Of this tab alone: another one may have another form.
pub fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

enum Field {
    Text(HtmlInputElement),
    /// A box or a button of several, which has its value only while it is ticked.
    Tick(HtmlInputElement),
    Lines(HtmlTextAreaElement),
    Choice(HtmlSelectElement),
}

impl Field {
    /// Hidden fields are the page's own, and a password is kept nowhere.
    fn of(element: Element) -> Option<Self> {
        match element.dyn_into::<HtmlInputElement>() {
            Ok(input) => match input.type_().as_str() {
                "hidden" | "password" | "submit" | "button" | "file" => None,
                "checkbox" | "radio" => Some(Self::Tick(input)),
                _ => Some(Self::Text(input)),
            },
            Err(element) => match element.dyn_into::<HtmlTextAreaElement>() {
                Ok(lines) => Some(Self::Lines(lines)),
                Err(element) => element.dyn_into().ok().map(Self::Choice),
            },
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Text(input) | Self::Tick(input) => input.name(),
            Self::Lines(lines) => lines.name(),
            Self::Choice(select) => select.name(),
        }
    }

    fn value(&self) -> Option<String> {
        match self {
            Self::Text(input) => Some(input.value()),
            Self::Tick(input) => input.checked().then(|| input.value()),
            Self::Lines(lines) => Some(lines.value()),
            Self::Choice(select) => Some(select.value()),
        }
    }

    fn set(&self, name: &str, fields: &[(String, String)]) {
        let mut values = fields
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value);
        if let Self::Tick(input) = self {
            let own = input.value();
            return input.set_checked(values.any(|value| *value == own));
        }
        let Some(value) = values.next() else { return };
        match self {
            Self::Text(input) | Self::Tick(input) => input.set_value(value),
            Self::Lines(lines) => lines.set_value(value),
            Self::Choice(select) => select.set_value(value),
        }
    }
}

fn fields(form: &HtmlFormElement) -> impl Iterator<Item = (String, Field)> {
    let elements = form.elements();
    (0..elements.length()).filter_map(move |index| {
        let field = Field::of(elements.item(index)?)?;
        let name = field.name();
        (!name.is_empty()).then_some((name, field))
    })
}

pub fn read(form: &HtmlFormElement) -> Vec<(String, String)> {
    fields(form)
        .filter_map(|(name, field)| Some((name, field.value()?)))
        .collect()
}

pub fn write(form: &HtmlFormElement, kept: &[(String, String)]) {
    for (name, field) in fields(form) {
        field.set(&name, kept);
    }
}

/// Writes what was changed, and leaves every other field as it is. An empty value unticks a box.
pub fn change(form: &HtmlFormElement, changes: &[(String, String)]) {
    for (name, field) in fields(form) {
        if changes.iter().any(|(changed, _)| *changed == name) {
            field.set(&name, changes);
        }
    }
}
