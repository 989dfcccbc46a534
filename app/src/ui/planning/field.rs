//! A field of the forms that plan a call.

use leptos::{html, prelude::*};

use crate::wire::plan::PlanField;

#[component]
pub fn Field(
    field: PlanField,
    label: String,
    #[prop(default = "text")] kind: &'static str,
    value: String,
    wrong: Option<PlanField>,
    #[prop(optional)] input: NodeRef<html::Input>,
) -> impl IntoView {
    let is_wrong = wrong == Some(field);
    view! {
        <label class="field">
            <span>{label}</span>
            <input
                type=kind
                name=field.name()
                value=value
                maxlength="200"
                dir=(kind == "text").then_some("auto")
                autofocus=is_wrong
                aria-describedby="plan-problem"
                aria-invalid=is_wrong.then_some("true")
                node_ref=input
            />
        </label>
    }
}
