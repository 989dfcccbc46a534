//! After the conversation: its outcome, a note, and the time that is left for both. The desk has what
//! is entered a moment later, so a wrap-up neither closes under typing hands nor loses their words.

use domain::{
    id::RequestId,
    request::{Draft, Outcome},
    view::SessionStage,
};
use leptos::{html, prelude::*};

use super::{keeping::Keeping, session_switch::address, step_button::StepButton};
use crate::{
    desk::{actions, context::DeskContext, presses::Pressed, unsent},
    text::{Facts, Sessions, use_language},
    ui::kit::{focus, press_token::PressToken, text_area::TextArea},
    wire::{form::PostedForm, steps::SessionStep},
};

#[component]
pub fn WrapUp(
    desk: DeskContext,
    request: RequestId,
    stage: Memo<Option<SessionStage>>,
    pressed: Pressed,
) -> impl IntoView {
    let language = use_language();
    let kept = Memo::new(move |last: Option<&Draft>| match &*stage.read() {
        Some(SessionStage::WrapUp { draft, .. }) => draft.clone(),
        _ => last.cloned().unwrap_or_default(),
    });
    let entered = entered_before(desk, request).unwrap_or_else(|| kept.get_untracked());
    let missing = RwSignal::new(false);
    let select = NodeRef::<html::Select>::new();
    let note = NodeRef::<html::Textarea>::new();
    let keeping = Keeping::new(desk, request, kept.get_untracked());
    let keep = move || {
        if let Some(entered) = on_the_page(select, note) {
            keeping.entered(&entered);
        }
    };

    Effect::new(move |_| {
        // What this browser kept from before is newer than what the desk has.
        let me = desk.view.with_untracked(|view| view.me.id);
        let mut kept = unsent::all(me).into_iter();
        if let Some((_, kept)) = kept.find(|(known, _)| *known == request) {
            put_on_the_page(&kept.draft, select, note);
        }
        keep();
        focus::once_drawn(|| {
            if focus::is_lost() {
                focus::focus("#session-outcome");
            }
        });
    });
    // Entered in another tab.
    Effect::new(move |_| {
        let kept = kept.get();
        if let Some(entered) = on_the_page(select, note)
            && keeping.heard(&kept, &entered)
        {
            put_on_the_page(&kept, select, note);
        }
    });
    let countdown = move || match &*stage.read() {
        Some(SessionStage::WrapUp { closes_at, .. }) => {
            language.say(Sessions::ClosesIn(closes_at.since(desk.now.get())))
        }
        _ => String::new(),
    };
    let finish = move |_| match on_the_page(select, note) {
        Some(entered) if entered.outcome.is_some() => {
            actions::finish(desk, request, entered, pressed);
        }
        _ => {
            missing.set(true);
            if let Some(select) = select.get_untracked() {
                let _ = select.focus();
            }
        }
    };
    let extend = move |_| {
        actions::session_step(desk, request, SessionStep::ExtendWrapUp, pressed, "extend");
    };

    view! {
        <form
            class="wrap-up"
            method="post"
            action=move || desk.view.with(|view| address(view, request))
            on:submit=move |event| event.prevent_default()
        >
            <input type="hidden" name="request" value=request.to_string()/>
            <PressToken/>
            <OutcomeField
                chosen=entered.outcome
                missing
                node_ref=select
                on_change=Callback::new(move |()| keep())
            />
            <label class="field">
                <span>{language.say(Facts::Note)}</span>
                <TextArea
                    name="note"
                    value=entered.note
                    rows=4
                    placeholder=language.say(Sessions::NoteHint)
                    node_ref=note
                    on_input=Callback::new(move |()| keep())
                />
            </label>
            <div class="bar">
                <StepButton name="finish" class="primary" label=Sessions::Finish pressed on_press=finish/>
                <StepButton name="extend" label=Sessions::MoreTime pressed on_press=extend/>
                <span class="quiet countdown">{countdown}</span>
            </div>
        </form>
    }
}

/// `missing`: nothing is chosen although *Finish* was pressed.
#[component]
fn OutcomeField(
    chosen: Option<Outcome>,
    missing: RwSignal<bool>,
    node_ref: NodeRef<html::Select>,
    on_change: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    view! {
        <label class="field">
            <span>{language.say(Sessions::OutcomeLabel)}</span>
            <select
                id="session-outcome"
                name="outcome"
                required
                node_ref=node_ref
                aria-describedby="outcome-problem"
                aria-invalid=move || missing.get().then_some("true")
                on:change=move |_| {
                    missing.set(false);
                    on_change.run(());
                }
            >
                <OutcomeOptions chosen/>
            </select>
        </label>
        <p id="outcome-problem" class="problem" role="alert">
            {move || missing.get().then(|| language.say(Sessions::OutcomeNeeded))}
        </p>
    }
}

#[component]
fn OutcomeOptions(chosen: Option<Outcome>) -> impl IntoView {
    let language = use_language();
    view! {
        <option value="">{language.say(Sessions::ChooseOutcome)}</option>
        {Outcome::PICKABLE
            .map(|outcome| view! {
                <option value=outcome.as_str() selected=chosen == Some(outcome)>
                    {language.say(Sessions::Outcome(outcome))}
                </option>
            })}
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
                note: posted.field("note").unwrap_or_default().to_owned(),
            })
        })
}

/// Read from the page itself: what was entered before it was live counts too. None: it is not drawn.
fn on_the_page(select: NodeRef<html::Select>, note: NodeRef<html::Textarea>) -> Option<Draft> {
    Some(Draft {
        outcome: Outcome::pickable(&select.get_untracked()?.value()),
        note: note.get_untracked()?.value(),
    })
}

fn put_on_the_page(draft: &Draft, select: NodeRef<html::Select>, note: NodeRef<html::Textarea>) {
    if let Some(select) = select.get_untracked() {
        select.set_value(draft.outcome.map_or("", Outcome::as_str));
    }
    // Written only where it changes something: it moves the cursor.
    if let Some(field) = note.get_untracked()
        && field.value() != draft.note
    {
        field.set_value(&draft.note);
    }
}
