//! What is chosen in the form of the notification settings and not saved yet. The form itself has it: what is ticked
//! before the page is live, or filled in by the browser, counts like everything else. The tab keeps it while the agent
//! is on another page, and asks before it goes.

use domain::{id::AgentId, preference_change::PreferenceChange, switch::Switch};
use leptos::{html, prelude::*, web_sys::Event};

use crate::{
    desk::{
        context::{Connection, DeskContext, SettingsNotice},
        leaving,
        settings_fields::{SettingsFields, Wishes},
    },
    reactive::effect,
    ui::kit::focus,
    wire::{
        error::AppError,
        form::{FormResult, FormState, Problem},
        plan::PlanProblem,
    },
};
#[cfg(feature = "hydrate")]
use crate::{text::own_zone, ui::kit::form_fields};

#[derive(Clone, Copy)]
pub struct Unsaved {
    pub form: NodeRef<html::Form>,
    pub is_any: RwSignal<bool>,
    /// The field that the last *Save* stumbled over.
    pub wrong: RwSignal<Option<String>>,
    saved: StoredValue<Wishes>,
    /// What is being saved.
    sent: StoredValue<Option<Wishes>>,
    key: StoredValue<String>,
}

impl Unsaved {
    /// `answer` is what the server said of the form with this page.
    pub fn new(desk: DeskContext, saved: &Wishes, answer: &FormState) -> Self {
        // As the form itself says it, untouched: a switch may stand for more than one kind.
        let untouched = SettingsFields::of(saved).wishes(&saved.preferences);
        let agent: AgentId = desk.with_untracked(|view| view.me.id);
        let unsaved = Self {
            form: NodeRef::new(),
            is_any: RwSignal::new(false),
            wrong: RwSignal::new(match &answer.problem {
                Some(Problem::App(problem)) => field_of(problem),
                Some(Problem::SignIn(_)) | None => None,
            }),
            saved: StoredValue::new(untouched.unwrap_or_else(|_| saved.clone())),
            sent: StoredValue::new(None),
            key: StoredValue::new(format!("deskbell-unsaved:{agent}")),
        };
        let (result, is_filled_in) = (answer.result, !answer.fields.is_empty());
        effect(move || {
            if unsaved.form.get().is_none() {
                return;
            }
            match result {
                FormResult::Saved => unsaved.forget(),
                FormResult::Nothing | FormResult::Restored if !is_filled_in => unsaved.restore(),
                FormResult::Nothing | FormResult::Restored => {}
            }
            unsaved.look();
        });
        effect(move || {
            if matches!(
                desk.settings.get(),
                SettingsNotice::Saved | SettingsNotice::SavedBut(_)
            ) {
                unsaved.begin_again();
            }
        });
        effect(move || {
            if let SettingsNotice::Failed(problem) = desk.settings.get() {
                unsaved.stumble(&problem);
            }
        });
        effect(move || forget_what_did_not_arrive(desk));
        let guard = window_event_listener_untyped("beforeunload", move |event: Event| {
            if unsaved.is_any.try_get_untracked() == Some(true) && !leaving::is_by_itself() {
                event.prevent_default();
            }
        });
        on_cleanup(move || guard.remove());
        unsaved
    }

    /// What the form was made with, for the server.
    pub fn rendered(self) -> Wishes {
        self.saved.get_value()
    }

    /// Something was chosen or typed: what was said of the last *Save* is past.
    pub fn touch(self, desk: DeskContext) {
        if matches!(
            desk.settings.get_untracked(),
            SettingsNotice::Saved | SettingsNotice::SavedBut(_) | SettingsNotice::Failed(_)
        ) {
            desk.settings.set(SettingsNotice::Idle);
        }
        if self.wrong.get_untracked().is_some() {
            self.wrong.set(None);
        }
        self.look();
    }

    /// The field that is meant is marked, and takes the focus.
    pub fn stumble(self, over: &AppError) {
        let Some(field) = field_of(over) else {
            return;
        };
        let selector = format!(".settings-form [name=\"{field}\"]");
        self.wrong.set(Some(field));
        focus::focus(&selector);
    }

    /// What is different now, to be saved. The wish for this device's push service goes apart from the preferences.
    ///
    /// # Errors
    /// What was typed is no such thing.
    pub fn send(self) -> Result<(PreferenceChange, Option<Switch>), AppError> {
        let (from, to) = (self.saved.get_value(), self.chosen()?);
        let web_push = (from.web_push != to.web_push).then_some(to.web_push);
        self.sent.set_value(Some(to.clone()));
        let change = PreferenceChange {
            from: from.preferences,
            to: to.preferences,
        };
        Ok((change, web_push))
    }

    /// What the form says now.
    pub fn fields(self) -> SettingsFields {
        #[cfg(feature = "hydrate")]
        if let Some(form) = self.form.get_untracked() {
            return form_fields::read(&form).into();
        }
        SettingsFields::of(&self.saved.get_value())
    }

    fn chosen(self) -> Result<Wishes, AppError> {
        let known = self.saved.with_value(|saved| saved.preferences.clone());
        self.fields().wishes(&known)
    }

    fn look(self) {
        let chosen = self.chosen();
        let is_any = self.saved.with_value(|saved| chosen.as_ref() != Ok(saved));
        if self.is_any.get_untracked() != is_any {
            self.is_any.set(is_any);
        }
        if is_any {
            self.keep();
        } else {
            self.forget();
        }
    }

    /// It is saved: from then on only what is changed after that is a change.
    fn begin_again(self) {
        if let Some(sent) = self.sent.try_update_value(Option::take).flatten() {
            self.saved.set_value(sent);
            self.look();
        }
    }

    /// Only what was changed: the rest may be another by the time that it is shown again.
    fn keep(self) {
        #[cfg(feature = "hydrate")]
        {
            let changes = self
                .fields()
                .changes_from(&SettingsFields::of(&self.saved.get_value()));
            if let (Some(storage), Ok(json)) =
                (form_fields::storage(), serde_json::to_string(&changes))
            {
                // Full or forbidden: then it is only on the page.
                let _ = storage.set_item(&self.key.get_value(), &json);
            }
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
        if let (Some(storage), Some(form)) = (form_fields::storage(), self.form.get_untracked()) {
            let kept = storage.get_item(&self.key.get_value()).ok().flatten();
            let changes: Vec<_> = kept
                .and_then(|json| unpack::from_str(&json).ok())
                .unwrap_or_default();
            form_fields::change(&form, &changes);
            // The zone is mostly the agent's own, which only a browser knows.
            if self.fields().get("quiet_zone") == Some("")
                && let Some(own) = own_zone()
            {
                form_fields::change(&form, &[("quiet_zone".to_owned(), own)]);
            }
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = self.key;
    }
}

fn field_of(problem: &AppError) -> Option<String> {
    match problem {
        AppError::Invalid { field, .. } => Some(field.clone()),
        AppError::Plan {
            problem: PlanProblem::ZoneUnknown,
        } => Some("quiet_zone".to_owned()),
        _ => None,
    }
}

/// What could not be saved because nothing arrived is past as soon as something does: then it is only unsaved.
fn forget_what_did_not_arrive(desk: DeskContext) {
    let live = desk.connection.get() == Connection::Live;
    let lost = matches!(
        desk.settings.get_untracked(),
        SettingsNotice::Failed(AppError::Transport | AppError::Unavailable)
    );
    if live && lost {
        desk.settings.set(SettingsNotice::Idle);
    }
}
