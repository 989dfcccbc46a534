//! What a form that was posted without scripts comes back with: the page is rendered again, with
//! what was typed and what was wrong with it.

use domain::{id::RequestId, sorted::SortedMap};
use leptos::prelude::*;
use serde::Serialize;
use unpack::Unpack;

use super::error::AppError;

/// The hidden field in which the form of the notification settings says what it was made with.
pub const RENDERED: &str = "rendered";
/// The same of what is this device's alone.
pub const WEB_PUSH_RENDERED: &str = "web_push_rendered";

/// Put into the context by the server on every render; empty unless a form was refused or saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Unpack)]
pub struct FormState {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub problem: Option<Problem>,
    /// What was typed, by the name of the field. Never a password.
    #[serde(skip_serializing_if = "SortedMap::is_empty", default)]
    pub fields: SortedMap<String, String>,
    #[serde(default)]
    pub result: FormResult,
}

impl FormState {
    /// Whether it is the form whose button says so: a page can have several.
    pub fn is_of(&self, action: &str) -> bool {
        self.field("action") == Some(action)
    }

    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum FormResult {
    #[default]
    Nothing,
    Saved,
    /// The sign-in had ended: the fields are filled in as they were, and nothing was done.
    Restored,
}

/// The field of the sign-in form that carries another form over the sign-in: its fields, as JSON.
pub const KEPT: &str = "kept";

/// Given to the sign-in page when its first step comes back: a whole address alone leads to the second.
pub const FIRST_STEP: &str = "first_step";

/// Why a form was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    App(AppError),
    SignIn(SignInProblem),
}

/// Why somebody could not sign in. Known and unknown accounts are worded alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum SignInProblem {
    /// Plain HTTP from another machine: the browser would drop the session cookie.
    InsecureAddress,
    /// Not the shape of an e-mail address.
    EmailNeeded,
    PasswordNeeded,
    WrongEmailOrPassword,
    TooManyTries {
        wait_seconds: u64,
    },
    /// Too much at once, or the database does not answer.
    Unavailable,
}

/// The answer to the form that led to this page. It belongs to the first page alone: whoever shows it
/// takes it, and it does not come back when the agent walks on.
#[derive(Clone, Copy)]
pub struct PostedForm(StoredValue<FormState>);

impl PostedForm {
    pub fn new(form: FormState) -> Self {
        Self(StoredValue::new(form))
    }

    /// Takes the answer that the root provided.
    pub fn take() -> FormState {
        use_context::<Self>()
            .and_then(|posted| posted.0.try_update_value(std::mem::take))
            .unwrap_or_default()
    }

    /// Whether a form waits for its agent to sign in again.
    pub fn waits_for_sign_in() -> bool {
        use_context::<Self>()
            .and_then(|posted| posted.0.try_with_value(|form| form.field(KEPT).is_some()))
            .unwrap_or_default()
    }

    /// Takes the answer if it is to a form about this request.
    pub fn about(request: RequestId) -> Option<FormState> {
        let posted = use_context::<Self>()?.0;
        let asked = request.to_string();
        posted.try_update_value(|form| {
            let is_it = form.field("request") == Some(asked.as_str());
            is_it.then(|| std::mem::take(form))
        })?
    }

    /// Takes only what was wrong, and leaves what was typed to the form itself.
    pub fn problem() -> Option<Problem> {
        use_context::<Self>()
            .and_then(|posted| posted.0.try_update_value(|form| form.problem.take()))
            .flatten()
    }
}
