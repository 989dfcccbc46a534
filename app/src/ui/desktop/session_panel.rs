//! The customer in the agent's hands, from connecting to wrap-up.

use domain::{
    id::RequestId,
    request::Channel,
    view::{Row, SessionStage},
};
use leptos::prelude::*;

use super::{
    entry::{Entry, NoteField},
    row_words::kind_and_team,
    session_switch::{SessionSwitch, address},
    stage::{stage_text, state_name},
    step_button::StepButton,
    wrap_up::{Finishing, MORE_TIME, OutcomeField},
};
use crate::{
    desk::{actions, context::DeskContext, presses::Pressed},
    reactive::{memo, on_change},
    text::{Forms, Sessions, customer_of, length, mailto, tel, use_language},
    ui::kit::{
        focus,
        handler::submit,
        icon::{Icon, IconImage},
        press_token::PressToken,
        when::When,
    },
    wire::steps::SessionStep,
};

#[component]
pub fn SessionPanel(desk: DeskContext, request: RequestId) -> impl IntoView {
    let language = use_language();
    let row = desk.row(request);
    let reached = Memo::new(move |last: Option<&Option<SessionStage>>| {
        desk.with(|view| Some(view.sessions.of(request)?.stage.clone()))
            .or_else(|| last.cloned().flatten())
    });
    let state = memo(move || reached.read().as_ref().map_or("ended", state_name));
    let customer = memo(move || customer_of(row.read().as_ref(), language));
    let channel = row.with_untracked(|row| row.as_ref().map_or(Channel::Voice, |row| row.channel));
    let what = move || {
        let row = row.read();
        let row = row.as_ref()?;
        Some(desk.with(|view| kind_and_team(row, view, language)))
    };
    let timer = move || {
        let now = desk.now.get();
        match *reached.read() {
            Some(SessionStage::Connecting { since, .. } | SessionStage::Bridged { since, .. }) => {
                length(now.since(since))
            }
            _ => String::new(),
        }
    };

    view! {
        <SessionSwitch desk served=request/>
        <section
            class="session card"
            aria-label=language.say(Sessions::Heading)
            data-state=move || state.get()
        >
            <header class="session-head">
                <div>
                    <h1 id="session-heading" tabindex="-1"><bdi>{move || customer.get()}</bdi></h1>
                    <p class="quiet">{move || what()}</p>
                </div>
                <span class="timer">{move || timer()}</span>
            </header>
            <div class="legs">
                <span class="chip"><i class="dot" aria-hidden="true"></i>{language.say(Sessions::YouAreReady)}</span>
                <span class="legs-line" aria-hidden="true"></span>
                <strong class="legs-stage">
                    {move || language.say(
                        reached
                            .read()
                            .as_ref()
                            .map_or(Sessions::WrapUp, |stage| stage_text(stage, channel)),
                    )}
                </strong>
                <span class="legs-line" aria-hidden="true"></span>
                <span class="chip">
                    <i class="dot" aria-hidden="true" data-leg="customer"></i>
                    <bdi>{move || customer.get()}</bdi>
                </span>
            </div>
            {move || row.get().map(|row| view! { <Reach row state/> })}
            <SessionForm desk request channel stage=reached state/>
        </section>
        <p class="quiet small">{language.say(match channel {
            Channel::Voice => Sessions::NothingRingsNow,
            Channel::Chat => Sessions::OnlyChatsRingNow,
        })}</p>
    }
}

/// How to reach the customer, and what they wrote.
#[component]
fn Reach(row: Row, state: Memo<&'static str>) -> impl IntoView {
    let language = use_language();
    let channel = row.channel;
    // Once both are on the phone there is nothing left to dial.
    let followed = move || match channel {
        Channel::Voice => state.get() != "connecting",
        Channel::Chat => state.get() == "wrap_up",
    };
    let hint = match (row.channel, row.customer.phone.is_some()) {
        (Channel::Chat, _) => Sessions::ChatHint,
        (Channel::Voice, true) => Sessions::DialHint,
        (Channel::Voice, false) => Sessions::NoNumber,
    };
    let hint = language.say(hint);
    view! {
        <p class="quiet" hidden=move || followed()>{hint}</p>
        <div class="bar reach">
            {row.customer.phone.as_deref().map(|phone| view! {
                <a class="button" href=tel(phone) target="_self">
                    <IconImage icon=Icon::Phone/>
                    {language.say(Sessions::Call(row.customer.readable_phone().unwrap_or(phone)))}
                </a>
            })}
            {row.customer.email.map(|address| view! {
                <a class="button" href=mailto(&address) target="_self">
                    <IconImage icon=Icon::Mail/>
                    {language.say(Sessions::WriteTo(&address))}
                </a>
            })}
        </div>
        {row.message.map(|message| view! {
            <figure class="message">
                <figcaption class="quiet small">{language.say(Sessions::Message)}</figcaption>
                <blockquote dir="auto">{message}</blockquote>
            </figure>
        })}
    }
}

/// What is done with the customer and noted about them. The note stays where it is while what stands around it goes
/// with the stage.
#[component]
fn SessionForm(
    desk: DeskContext,
    request: RequestId,
    channel: Channel,
    stage: Memo<Option<SessionStage>>,
    state: Memo<&'static str>,
) -> impl IntoView {
    let pressed = Pressed::of_page();
    on_change(state, move |_, _| pressed.shown());
    let ends_at = memo(move || match &*stage.read() {
        Some(SessionStage::WrapUp { closes_at, .. }) => Some(*closes_at),
        _ => None,
    });
    on_change(ends_at, move |_, _| pressed.shown_of(MORE_TIME));
    let in_wrap_up = memo(move || state.get() == "wrap_up");
    let (entry, first) = Entry::of(desk, request, stage);
    let missing = RwSignal::new(false);
    view! {
        <form
            class="session-form"
            method="post"
            action=move || desk.with(|view| address(view, request))
            on:submit=submit(move |event| event.prevent_default())
        >
            <input type="hidden" name="request" value=request.to_string()/>
            <PressToken/>
            <When
                is=in_wrap_up
                otherwise=move || view! { <Steps desk request channel state entry pressed/> }
            >
                <OutcomeField entry missing/>
            </When>
            <NoteField entry note=first.note/>
            <When is=in_wrap_up>
                <Finishing desk request stage entry missing pressed/>
            </When>
        </form>
    }
}

/// The steps before wrap-up.
#[component]
fn Steps(
    desk: DeskContext,
    request: RequestId,
    channel: Channel,
    state: Memo<&'static str>,
    entry: Entry,
    pressed: Pressed,
) -> impl IntoView {
    let language = use_language();
    let dialling = memo(move || channel == Channel::Voice && state.get() == "connecting");
    // The button that was pressed goes with its stage. The next one must not be pressed by the same
    // hand, so the focus goes to the customer's name.
    Effect::new(move |before: Option<&'static str>| {
        let now = state.get();
        if before.is_some_and(|before| before != now) {
            focus::once_drawn(|| {
                if focus::is_lost() {
                    focus::focus("#session-heading");
                }
            });
        }
        now
    });
    let take = move |step, name| {
        actions::session_step(desk, request, step, None, pressed, name);
    };
    // The customer goes away: what was noted until then goes first.
    let let_go = move |step, name| {
        actions::session_step(desk, request, step, entry.unsent(), pressed, name);
    };
    view! {
        <div class="bar">
            <When is=dialling>
                <StepButton
                    name="answered"
                    class="primary"
                    label=Sessions::Answered
                    pressed
                    on_press=Callback::new(move |()| take(SessionStep::Answered, "answered"))
                />
                <StepButton
                    name="no_answer"
                    label=Sessions::NoAnswer
                    pressed
                    on_press=Callback::new(move |()| let_go(SessionStep::NoAnswer, "no_answer"))
                />
            </When>
            <StepButton
                id="session-end"
                name="end"
                class="danger"
                label=Sessions::End
                pressed
                on_press=Callback::new(move |()| take(SessionStep::End, "end"))
            />
            <StepButton
                name="hand_back"
                class="quiet-button push"
                label=Sessions::HandBack
                pressed
                on_press=Callback::new(move |()| let_go(SessionStep::HandBack, "hand_back"))
            />
            <span class="visually-hidden" role="status">
                {move || pressed.any_at_work().then(|| language.say(Forms::Saving))}
            </span>
        </div>
    }
}
