//! What is typed into a plain form, kept by the tab until the form has had its effect: it outlives a
//! page that leaves by itself because the agent signed out elsewhere, and a press that never arrived.

use domain::id::AgentId;
use leptos::{html, prelude::*};

use crate::{
    desk::context::DeskContext,
    wire::form::{FormResult, FormState},
};

/// One form of one agent in one tab.
#[derive(Clone, Copy)]
pub struct Typed {
    pub form: NodeRef<html::Form>,
    key: StoredValue<String>,
}

impl Typed {
    /// `answer` is what the server said of the form with this page.
    pub fn new(desk: DeskContext, name: &str, answer: &FormState) -> Self {
        let typed = Self::named(desk, name);
        let (result, is_filled_in) = (answer.result, !answer.fields.is_empty());
        Effect::new(move |_| match result {
            FormResult::Saved => typed.forget(),
            // What the server brings back is as new, and belongs to the problem that it names.
            _ if is_filled_in => typed.keep(),
            FormResult::Nothing | FormResult::Restored => typed.restore(),
        });
        typed
    }

    /// Of a form that has had its effect, where the page that says so has another one in its place.
    pub fn forget_of(desk: DeskContext, name: &str) {
        let typed = Self::named(desk, name);
        Effect::new(move |_| typed.forget());
    }

    fn named(desk: DeskContext, name: &str) -> Self {
        let agent: AgentId = desk.view.with_untracked(|view| view.me.id);
        Self {
            form: NodeRef::new(),
            key: StoredValue::new(format!("deskbell-typed:{agent}:{name}")),
        }
    }

    /// ## Server-Side Rendering
    /// Nobody types there: does nothing.
    pub fn keep(self) {
        #[cfg(feature = "hydrate")]
        if let (Some(storage), Some(form)) = (browser::storage(), self.form.get_untracked())
            && let Ok(json) = serde_json::to_string(&browser::read(&form))
        {
            // Full or forbidden: then it is only on the page.
            let _ = storage.set_item(&self.key.get_value(), &json);
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = self.key;
    }

    fn forget(self) {
        #[cfg(feature = "hydrate")]
        if let Some(storage) = browser::storage() {
            let _ = storage.remove_item(&self.key.get_value());
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = self.key;
    }

    fn restore(self) {
        #[cfg(feature = "hydrate")]
        if let (Some(storage), Some(form)) = (browser::storage(), self.form.get_untracked())
            && let Ok(Some(json)) = storage.get_item(&self.key.get_value())
            && let Ok(fields) = unpack::from_str::<Vec<(String, String)>>(&json)
        {
            browser::write(&form, &fields);
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = self.key;
    }
}

#[cfg(feature = "hydrate")]
mod browser {
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
}
