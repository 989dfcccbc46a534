//! What is entered about the customer in hand: a note from the first second on, and the outcome in the wrap-up.
//! It has one truth, whichever field shows it, and the desk has it a moment later.

use domain::{
    id::RequestId,
    request::{Draft, Outcome},
    view::SessionStage,
};
use leptos::{html, prelude::*};

use super::keeping::Keeping;
use crate::{
    desk::{context::DeskContext, unsent},
    reactive::effect,
    text::{Facts, Sessions, use_language},
    ui::kit::text_area::TextArea,
    wire::form::PostedForm,
};

#[derive(Clone, Copy)]
pub struct Entry {
    pub outcome: RwSignal<Option<Outcome>>,
    note: NodeRef<html::Textarea>,
    keeping: Keeping,
}

impl Entry {
    /// With what the first frame shows.
    pub fn of(
        desk: DeskContext,
        request: RequestId,
        stage: Memo<Option<SessionStage>>,
    ) -> (Self, Draft) {
        let kept = Memo::new(move |last: Option<&Draft>| {
            let stage = stage.read();
            let draft = stage.as_ref().and_then(SessionStage::draft);
            draft.or(last).cloned().unwrap_or_default()
        });
        let first = entered_before(desk, request).unwrap_or_else(|| kept.get_untracked());
        let entry = Self {
            outcome: RwSignal::new(first.outcome),
            note: NodeRef::new(),
            keeping: Keeping::new(desk, request, kept.get_untracked()),
        };
        effect(move || {
            // What this browser kept from before is newer than what the desk has.
            let me = desk.with_untracked(|view| view.me.id);
            match unsent::kept(me, request) {
                Some(kept) => {
                    entry.put(&kept);
                    entry.keeping.found(&kept);
                }
                None => entry.changed(),
            }
        });
        // Entered in another tab.
        effect(move || {
            let kept = kept.get();
            if let Some(entered) = entry.now()
                && entry.keeping.heard(&kept, &entered)
            {
                entry.put(&kept);
            }
        });
        (entry, first)
    }

    /// The note is read from the page itself: what was entered before it was live counts too. None: it is not
    /// drawn.
    pub fn now(self) -> Option<Draft> {
        Some(Draft {
            outcome: self.outcome.get_untracked(),
            note: self.note.get_untracked()?.value(),
        })
    }

    pub fn choose(self, outcome: Option<Outcome>) {
        self.outcome.set(outcome);
        self.changed();
    }

    /// What the desk does not have yet.
    pub fn unsent(self) -> Option<Draft> {
        self.keeping.unsent()
    }

    fn changed(self) {
        if let Some(entered) = self.now() {
            self.keeping.entered(&entered);
        }
    }

    fn put(self, draft: &Draft) {
        self.outcome.set(draft.outcome);
        // Written only where it changes something: it moves the cursor.
        if let Some(field) = self.note.get_untracked()
            && field.value() != draft.note
        {
            field.set_value(&draft.note);
        }
    }
}

/// The same field from connecting to the end of the wrap-up, so that who types goes on typing.
#[component]
pub fn NoteField(entry: Entry, note: String) -> impl IntoView {
    let language = use_language();
    view! {
        <label class="field">
            <span>{language.say(Facts::Note)}</span>
            <TextArea
                name="note"
                value=note
                rows=3
                placeholder=language.say(Sessions::NoteHint)
                node_ref=entry.note
                on_input=Callback::new(move |()| entry.changed())
            />
        </label>
    }
}

/// What was entered before the agent looked at another customer, or before the server refused it.
fn entered_before(desk: DeskContext, request: RequestId) -> Option<Draft> {
    let drafts = desk.drafts;
    drafts
        .with_value(|drafts| drafts.get(&request).cloned())
        .or_else(|| {
            let posted = PostedForm::about(request)?;
            Some(Draft {
                outcome: posted.field("outcome").and_then(Outcome::pickable),
                note: posted.field("note")?.to_owned(),
            })
        })
}
