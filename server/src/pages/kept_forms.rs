//! Forms whose agents had to sign in again. While somebody signs in, the form travels with the sign-in
//! page; from then until its own page is drawn, it is here. Never in an address.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use app::wire::form::{FormResult, FormState, KEPT};
use domain::{
    id::AgentId,
    sorted::SortedMap,
    time::{Span, Timestamp},
};

use super::form::Fields;

/// More than sign in at the same moment. The oldest gives way.
const FORMS: usize = 256;
/// A page is asked for at once after signing in.
const KEPT_FOR: Span = Span::minutes(10);

/// Among what is carried: the agent who typed it.
const WHOSE: &str = "whose";

/// Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct KeptForms(Arc<Mutex<VecDeque<KeptForm>>>);

#[derive(Debug)]
struct KeptForm {
    /// The hash of the token of the session that it belongs to.
    session: String,
    /// The page that it stands on.
    page: String,
    state: FormState,
    at: Timestamp,
}

/// What the sign-in page carries: the form that stands on `page`.
pub fn waiting(page: &str, fields: Fields) -> FormState {
    let agent = fields.agent();
    let mut fields = fields.without_password();
    fields.extend(agent.map(|agent| (WHOSE.to_owned(), agent.to_string())));
    let kept = serde_json::to_string(&fields).unwrap_or_default();
    FormState {
        fields: [
            ("next".to_owned(), page.to_owned()),
            (KEPT.to_owned(), kept),
        ]
        .into(),
        ..FormState::default()
    }
}

impl KeptForms {
    /// An agent has signed in with the page that carried it. What somebody else typed in this browser is
    /// not for them to read.
    pub fn bring_back(
        &self,
        session: String,
        agent: AgentId,
        page: &str,
        carried: &str,
        now: Timestamp,
    ) {
        let Ok(mut fields) = serde_json::from_str::<SortedMap<String, String>>(carried) else {
            return;
        };
        let whose = fields.remove(WHOSE);
        if whose.is_some_and(|whose| whose != agent.to_string()) {
            return;
        }
        let state = FormState {
            fields,
            result: FormResult::Restored,
            ..FormState::default()
        };
        let path = page.split_once('?').map_or(page, |(path, _)| path);
        self.put(session, path, state, now);
    }

    /// What the next page of this session at this address says.
    pub fn put(&self, session: String, page: &str, state: FormState, now: Timestamp) {
        let mut forms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        forms.retain(|form| now.since(form.at) < KEPT_FOR && form.session != session);
        if forms.len() >= FORMS {
            forms.pop_front();
        }
        forms.push_back(KeptForm {
            session,
            page: page.to_owned(),
            state,
            at: now,
        });
    }

    /// Once: the page has it then.
    pub fn take(&self, session: &str, page: &str, now: Timestamp) -> Option<FormState> {
        let mut forms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = forms
            .iter()
            .position(|form| form.session == session && form.page == page)?;
        let form = forms.remove(at)?;
        (now.since(form.at) < KEPT_FOR).then_some(form.state)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn carried(forms: &KeptForms, session: &str) {
        let agent = AgentId(Uuid::nil());
        let fields = r#"{"name":"Maria"}"#;
        forms.bring_back(session.to_owned(), agent, "/schedule", fields, NOW);
    }

    #[test]
    fn a_form_comes_back_once_to_its_own_page_and_session() {
        let forms = KeptForms::default();
        carried(&forms, "ana");
        assert_eq!(forms.take("ben", "/schedule", NOW), None);
        assert_eq!(forms.take("ana", "/", NOW), None);
        let state = forms.take("ana", "/schedule", NOW).unwrap();
        assert_eq!(state.field("name"), Some("Maria"));
        assert_eq!(state.result, FormResult::Restored);
        assert_eq!(forms.take("ana", "/schedule", NOW), None);
    }

    #[test]
    fn what_nobody_asks_for_is_forgotten() {
        let forms = KeptForms::default();
        carried(&forms, "ana");
        assert_eq!(forms.take("ana", "/schedule", NOW + KEPT_FOR), None);
        for number in 0..=FORMS {
            carried(&forms, &number.to_string());
        }
        assert_eq!(forms.take("0", "/schedule", NOW), None);
        assert!(forms.take("1", "/schedule", NOW).is_some());
    }

    #[test]
    fn what_is_no_form_brings_nothing_back() {
        let forms = KeptForms::default();
        forms.bring_back("ana".to_owned(), AgentId(Uuid::nil()), "/", "[1,2", NOW);
        assert_eq!(forms.take("ana", "/", NOW), None);
    }
}
