//! What is typed into a plain form, kept by the tab until the form has had its effect: it outlives a
//! page that leaves by itself because the agent signed out elsewhere, and a press that never arrived.

use domain::id::AgentId;
use leptos::{html, prelude::*};

#[cfg(feature = "hydrate")]
use super::form_fields;
use crate::{
    desk::context::DeskContext,
    reactive::effect,
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
        effect(move || match result {
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
        effect(move || typed.forget());
    }

    fn named(desk: DeskContext, name: &str) -> Self {
        let agent: AgentId = desk.with_untracked(|view| view.me.id);
        Self {
            form: NodeRef::new(),
            key: StoredValue::new(format!("deskbell-typed:{agent}:{name}")),
        }
    }

    /// ## Server-Side Rendering
    /// Nobody types there: does nothing.
    pub fn keep(self) {
        #[cfg(feature = "hydrate")]
        if let (Some(storage), Some(form)) = (form_fields::storage(), self.form.get_untracked())
            && let Ok(json) = serde_json::to_string(&form_fields::read(&form))
        {
            // Full or forbidden: then it is only on the page.
            let _ = storage.set_item(&self.key.get_value(), &json);
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = self.key;
    }

    fn forget(self) {
        #[cfg(feature = "hydrate")]
        if let Some(storage) = form_fields::storage() {
            let _ = storage.remove_item(&self.key.get_value());
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = self.key;
    }

    fn restore(self) {
        #[cfg(feature = "hydrate")]
        if let (Some(storage), Some(form)) = (form_fields::storage(), self.form.get_untracked())
            && let Ok(Some(json)) = storage.get_item(&self.key.get_value())
            && let Ok(fields) = unpack::from_str::<Vec<(String, String)>>(&json)
        {
            form_fields::write(&form, &fields);
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = self.key;
    }
}
