//! After the conversation: its outcome, a note, and the time that is left for both.

use domain::{id::RequestId, request::Outcome, view::SessionStage};
use leptos::{html, prelude::*};

use super::{actions, focus, session_panel::StepButton, session_switch::address};
use crate::{
    api::SessionStep,
    desk_context::{DeskContext, Draft},
    form::PostedForm,
    text::{Text, use_language},
};

#[component]
pub fn WrapUp(
    desk: DeskContext,
    request: RequestId,
    stage: Memo<Option<SessionStage>>,
    pressed: RwSignal<Option<&'static str>>,
) -> impl IntoView {
    let language = use_language();
    let entered = entered_before(desk, request);
    let entered_note = escaped(&entered.note);
    let missing = RwSignal::new(false);
    let select = NodeRef::<html::Select>::new();
    let note = NodeRef::<html::Textarea>::new();

    let keep = move || {
        desk.drafts.update_value(|drafts| {
            drafts.insert(request, on_the_page(select, note));
        });
    };

    Effect::new(move |_| {
        keep();
        focus::once_drawn(|| {
            if focus::is_lost() {
                focus::focus("#session-outcome");
            }
        });
    });
    let countdown = move || match *stage.read() {
        Some(SessionStage::WrapUp { closes_at }) => {
            language.say(Text::ClosesIn(closes_at.since(desk.now.get())))
        }
        _ => String::new(),
    };
    let finish = move |_| {
        let entered = on_the_page(select, note);
        let Some(outcome) = entered.outcome else {
            missing.set(true);
            if let Some(select) = select.get_untracked() {
                let _ = select.focus();
            }
            return;
        };
        let note = Some(entered.note).filter(|note| !note.trim().is_empty());
        let step = SessionStep::Finish { outcome, note };
        actions::session_step(desk, request, step, pressed, "finish");
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
            <label class="field">
                <span>{language.say(Text::OutcomeLabel)}</span>
                <select
                    id="session-outcome"
                    name="outcome"
                    required
                    node_ref=select
                    aria-describedby="outcome-problem"
                    aria-invalid=move || missing.get().then_some("true")
                    on:change=move |_| {
                        missing.set(false);
                        keep();
                    }
                >
                    <OutcomeOptions chosen=entered.outcome/>
                </select>
            </label>
            <p id="outcome-problem" class="problem" role="alert">
                {move || missing.get().then(|| language.say(Text::OutcomeNeeded))}
            </p>
            <label class="field">
                <span>{language.say(Text::Note)}</span>
                <textarea
                    name="note"
                    rows="4"
                    maxlength="2000"
                    placeholder=language.say(Text::NoteHint)
                    node_ref=note
                    on:input=move |_| keep()
                    inner_html=entered_note
                ></textarea>
            </label>
            <div class="bar">
                <StepButton name="finish" class="primary" label=Text::Finish pressed on_press=finish/>
                <StepButton name="extend" label=Text::MoreTime pressed on_press=extend/>
                <span class="quiet countdown">{countdown}</span>
            </div>
        </form>
    }
}

#[component]
fn OutcomeOptions(chosen: Option<Outcome>) -> impl IntoView {
    let language = use_language();
    view! {
        <option value="">{language.say(Text::ChooseOutcome)}</option>
        {Outcome::PICKABLE
            .map(|outcome| view! {
                <option value=outcome.as_str() selected=chosen == Some(outcome)>
                    {language.say(Text::Outcome(outcome))}
                </option>
            })}
    }
}

/// What was entered before the agent looked at another customer, or before the server refused it.
fn entered_before(desk: DeskContext, request: RequestId) -> Draft {
    desk.drafts
        .with_value(|drafts| drafts.get(&request).cloned())
        .unwrap_or_else(|| {
            let posted = PostedForm::take();
            Draft {
                outcome: posted.field("outcome").and_then(Outcome::pickable),
                note: posted.field("note").unwrap_or_default().to_owned(),
            }
        })
}

/// Read from the page itself: what was entered before it was live counts too.
fn on_the_page(select: NodeRef<html::Select>, note: NodeRef<html::Textarea>) -> Draft {
    Draft {
        outcome: select
            .get_untracked()
            .and_then(|select| Outcome::pickable(&select.value())),
        note: note
            .get_untracked()
            .map(|note| note.value())
            .unwrap_or_default(),
    }
}

/// As HTML. Leptos writes the children of a `<textarea>` as they are.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_note_stays_text() {
        assert_eq!(
            escaped("</textarea><b>&amp;"),
            "&lt;/textarea&gt;&lt;b&gt;&amp;amp;"
        );
    }
}
