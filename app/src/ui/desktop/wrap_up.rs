//! After the conversation: its outcome, and the time that is left for it. The desk has what is entered a moment
//! later, so a wrap-up neither closes under typing hands nor loses their words.

use domain::{
    id::RequestId,
    request::{Outcome, WRAP_UP},
    time::Span,
    view::SessionStage,
};
use leptos::{html, prelude::*};

use super::{entry::Entry, schedule_link::ScheduleLink, step_button::StepButton};
use crate::{
    desk::{actions, context::DeskContext, presses::Pressed},
    text::{Sessions, use_language},
    ui::kit::{
        focus,
        handler::{click, happened},
    },
    wire::steps::SessionStep,
};

/// The name of that button.
pub const MORE_TIME: &str = "extend";
const OUTCOME: &str = "#session-outcome";

/// The outcome, once as a list and once as buttons: whichever is used, the other shows it.
#[component]
pub fn OutcomeField(
    entry: Entry,
    /// Nothing is chosen although *Finish* was pressed.
    missing: RwSignal<bool>,
) -> impl IntoView {
    let language = use_language();
    let select = NodeRef::<html::Select>::new();
    let first = entry.outcome.get_untracked();
    let choose = move |outcome| {
        missing.set(false);
        entry.choose(outcome);
    };
    let shown = move || {
        let select = select.get_untracked();
        select.and_then(|select| Outcome::pickable(&select.value()))
    };
    Effect::new(move |drawn: Option<()>| {
        let chosen = entry.outcome.get();
        let shown = shown();
        if drawn.is_none() {
            focus::once_drawn(|| {
                if focus::is_lost() {
                    focus::focus(OUTCOME);
                }
            });
            // What was chosen before the page was live counts too.
            if shown != first {
                return choose(shown);
            }
        }
        if shown != chosen
            && let Some(select) = select.get_untracked()
        {
            select.set_value(chosen.map_or("", Outcome::as_str));
        }
    });
    view! {
        <div class="outcome">
            <label class="field">
                <span id="outcome-label">{language.say(Sessions::OutcomeLabel)}</span>
                <select
                    id="session-outcome"
                    name="outcome"
                    required
                    node_ref=select
                    aria-describedby="outcome-problem"
                    aria-invalid=move || missing.get().then_some("true")
                    on:change=happened(move |_| choose(shown()))
                >
                    <OutcomeOptions chosen=first/>
                </select>
            </label>
            <div class="outcome-chips scripted" role="group" aria-labelledby="outcome-label">
                {Outcome::PICKABLE
                    .into_iter()
                    .map(|outcome| view! {
                        <button
                            type="button"
                            class="button"
                            aria-pressed=move || (entry.outcome.get() == Some(outcome)).to_string()
                            on:click=click(move |_| choose(Some(outcome)))
                        >
                            {language.say(Sessions::Outcome(outcome))}
                        </button>
                    })
                    .collect_view()}
            </div>
            <p id="outcome-problem" class="problem" role="alert">
                {move || missing.get().then(|| language.say(Sessions::OutcomeNeeded))}
            </p>
        </div>
    }
}

#[component]
fn OutcomeOptions(chosen: Option<Outcome>) -> impl IntoView {
    let language = use_language();
    view! {
        <option value="">{language.say(Sessions::ChooseOutcome)}</option>
        {Outcome::PICKABLE
            .into_iter()
            .map(|outcome| view! {
                <option value=outcome.as_str() selected=chosen == Some(outcome)>
                    {language.say(Sessions::Outcome(outcome))}
                </option>
            })
            .collect_view()}
    }
}

/// *Finish*, and the time that is left for it.
#[component]
pub fn Finishing(
    desk: DeskContext,
    request: RequestId,
    stage: Memo<Option<SessionStage>>,
    entry: Entry,
    missing: RwSignal<bool>,
    pressed: Pressed,
) -> impl IntoView {
    let language = use_language();
    let left = move || match &*stage.read() {
        Some(SessionStage::WrapUp { closes_at, .. }) => closes_at.since(desk.now.get()),
        _ => Span::seconds(0),
    };
    let finish = Callback::new(move |()| match entry.now() {
        Some(entered) if entered.outcome.is_some() => {
            actions::finish(desk, request, entered, pressed);
        }
        _ => {
            missing.set(true);
            focus::focus(OUTCOME);
        }
    });
    let extend = Callback::new(move |()| {
        let step = SessionStep::ExtendWrapUp;
        actions::session_step(desk, request, step, None, pressed, MORE_TIME);
    });
    view! {
        <div class="finishing">
            // Full while there is more: what empties is the last minute.
            <div class="time-left">
                <progress
                    aria-hidden="true"
                    max=WRAP_UP.as_seconds()
                    value=move || left().min(WRAP_UP).as_seconds()
                ></progress>
                <span class="quiet small countdown">{move || language.say(Sessions::ClosesIn(left()))}</span>
            </div>
            <div class="bar">
                <StepButton name="finish" class="primary" label=Sessions::Finish pressed on_press=finish/>
                <StepButton name=MORE_TIME label=Sessions::MoreTime pressed on_press=extend/>
                <span hidden=move || entry.outcome.get() != Some(Outcome::FollowUp)>
                    <ScheduleLink request/>
                </span>
            </div>
        </div>
    }
}
