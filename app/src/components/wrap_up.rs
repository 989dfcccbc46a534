//! After the conversation: its outcome, a note, and the time that is left for both.

use domain::{id::RequestId, request::Outcome, view::SessionStage};
use leptos::{html, prelude::*};

use super::{actions, focus, session_panel::StepButton};
use crate::{
    api::SessionStep,
    desk_context::DeskContext,
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
    let posted = PostedForm::take();
    let posted_outcome = posted.field("outcome").and_then(Outcome::pickable);
    let posted_note = escaped(posted.field("note").unwrap_or_default());
    let missing = RwSignal::new(false);
    let select = NodeRef::<html::Select>::new();
    let note = NodeRef::<html::Textarea>::new();

    Effect::new(move |_| {
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
        // Read from the page itself: what was entered before it was live counts too.
        let chosen = select.get_untracked().map(|select| select.value());
        let Some(outcome) = chosen.as_deref().and_then(Outcome::pickable) else {
            missing.set(true);
            if let Some(select) = select.get_untracked() {
                let _ = select.focus();
            }
            return;
        };
        let note = note
            .get_untracked()
            .map(|note| note.value())
            .filter(|note| !note.trim().is_empty());
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
            action="/"
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
                    on:change=move |_| missing.set(false)
                >
                    <option value="">{language.say(Text::ChooseOutcome)}</option>
                    {Outcome::PICKABLE
                        .map(|outcome| view! {
                            <option
                                value=outcome.as_str()
                                selected=posted_outcome == Some(outcome)
                            >
                                {language.say(Text::Outcome(outcome))}
                            </option>
                        })}
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
                    inner_html=posted_note
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
