//! What the agent does, from the press to the answer: shown as pressed at once, told why when refused.

use domain::{
    agent::Intent,
    customer::Customer,
    id::{AgentId, DeviceId, RequestId},
    request::{Draft, Outcome, PUT_OFF},
    view::Phase,
};
use leptos::prelude::*;

use super::{
    context::{Connection, DeskContext},
    here::{self, Wish},
    patience::{a_second, in_time},
    presses::{Press, Pressed},
    said::{LastStep, Said},
    unsent::{self, Unsent},
};
use crate::{
    api,
    reactive::{effect, spawn_local},
    wire::{
        devices::{DeviceEntry, TestSummary},
        error::AppError,
        steps::{DeviceChange, SessionStep},
    },
};

pub fn connect(desk: DeskContext, request: RequestId) {
    spawn_local(connected(desk, request));
}

/// Ends when it is answered; until then, or until the desk has shown what came of it, the request's row says that it
/// was pressed. Pressed again meanwhile, it is not asked for again.
pub async fn connected(desk: DeskContext, request: RequestId) {
    if desk.connecting.read_untracked().contains_key(&request) {
        return;
    }
    let press = begin(desk);
    desk.connecting.update(|connecting| {
        connecting.insert(request, press);
    });
    let answer = in_time(api::connect(request)).await;
    let is_open = || {
        let connecting = desk.connecting.try_read_untracked();
        connecting.is_some_and(|connecting| connecting.get(&request) == Some(&press))
    };
    if is_open() || !is_unanswered(&answer) {
        settle(desk, answer).await;
    }
    if is_open() {
        desk.connecting.update(|connecting| {
            connecting.remove(&request);
        });
    }
}

/// Nobody waits for the answer about a request that the desk shows in somebody's hands: it may come back from there
/// before that answer is there, and then it is asked for anew.
pub fn follow_connecting(desk: DeskContext) {
    effect(move || {
        let view = desk.view.read();
        let is_over = |request: &RequestId| {
            let row = view.requests.get(request);
            row.is_some_and(|row| matches!(row.phase, Phase::Taken { .. } | Phase::Over))
        };
        if desk.connecting.read_untracked().keys().any(is_over) {
            desk.connecting
                .update(|connecting| connecting.retain(|request, _| !is_over(request)));
        }
    });
}

/// Puts the request off for this agent alone; it stays listed and rings again by itself.
pub fn later(desk: DeskContext, request: RequestId) {
    let begun = begin(desk);
    let customer = customer(desk, request);
    spawn_local(async move {
        let answer = in_time(api::later(request)).await;
        if answer.is_ok()
            && let Some(customer) = customer
        {
            let until = desk.now.get_untracked() + PUT_OFF;
            let said = Said::Later { customer, until };
            desk.last_step.update(|last| last.say(begun, said));
        }
        settle(desk, answer).await;
    });
}

/// The button that it is pressed with.
pub const ATTEND_NEXT: &str = "attend_next";

pub fn attend_next(desk: DeskContext, pressed: Pressed) {
    let Some(press) = pressed.begin(ATTEND_NEXT) else {
        return;
    };
    begin(desk);
    spawn_local(async move {
        let answer = in_time(api::attend_next(press.token())).await;
        conclude(desk, pressed, &press, answer).await;
    });
}

/// `name` is the step whose button was pressed. A step whose answer hangs does not keep the agent from
/// another one: what comes of both is for the desk to say. `unsent`: what was entered and goes before a step that
/// takes the customer away.
pub fn session_step(
    desk: DeskContext,
    request: RequestId,
    step: SessionStep,
    unsent: Option<Draft>,
    pressed: Pressed,
    name: &'static str,
) {
    let Some(press) = pressed.begin(name) else {
        return;
    };
    let begun = begin(desk);
    // Their row is gone when the answer is there.
    let unanswered = customer(desk, request).filter(|_| step == SessionStep::NoAnswer);
    let me = desk.with_untracked(|view| view.me.id);
    spawn_local(async move {
        // What does not get there is kept by the browser.
        if let Some(draft) = unsent
            && keep_draft(request, draft.clone()).await.is_ok()
        {
            unsent::settle(me, request, &draft);
        }
        let answer = in_time(api::proceed(request, step, press.token())).await;
        if let (Ok(Some(then)), Some(customer)) = (&answer, unanswered) {
            let then = *then;
            let said = Said::NoAnswer { customer, then };
            desk.last_step.update(|last| last.say(begun, said));
        }
        conclude(desk, pressed, &press, answer.map(drop)).await;
    });
}

/// With what was entered, which the browser keeps until then. It is forgotten first: the stream may say
/// that the wrap-up is over before the answer comes.
pub fn finish(desk: DeskContext, request: RequestId, entered: Draft, pressed: Pressed) {
    let Some(outcome) = entered.outcome else {
        return;
    };
    let Some(press) = pressed.begin("finish") else {
        return;
    };
    begin(desk);
    let me = desk.with_untracked(|view| view.me.id);
    let kept = with_customer(desk, request, &entered);
    unsent::forget(me, request);
    spawn_local(async move {
        let note = Some(entered.note.clone()).filter(|note| !note.trim().is_empty());
        let step = SessionStep::Finish { outcome, note };
        let answer = in_time(api::proceed(request, step, press.token())).await;
        if answer.is_err() {
            unsent::keep(me, request, &kept);
        }
        conclude(desk, pressed, &press, answer.map(drop)).await;
    });
}

/// What was entered for a session that has ended without it. `filed` when the desk has it.
pub fn file_late(
    desk: DeskContext,
    request: RequestId,
    entered: Draft,
    filed: impl FnOnce() + 'static,
) {
    begin(desk);
    spawn_local(async move {
        let note = Some(entered.note.clone()).filter(|note| !note.trim().is_empty());
        let given = entered.outcome.unwrap_or(Outcome::NoOutcomeGiven);
        let mut answer = file(request, given, note.clone()).await;
        // It was finished on another page: with another outcome, which stays.
        if is_past(&answer) && note.is_some() && given != Outcome::NoOutcomeGiven {
            answer = file(request, Outcome::NoOutcomeGiven, note).await;
        }
        // There was no wrap-up: the customer was handed back, or did not answer.
        if is_past(&answer) {
            let noted = keep_draft(request, entered).await;
            answer = noted.or(answer);
        }
        if answer.is_ok() {
            filed();
        }
        settle(desk, answer).await;
    });
}

async fn file(request: RequestId, outcome: Outcome, note: Option<String>) -> Result<(), AppError> {
    let step = SessionStep::Finish { outcome, note };
    in_time(api::proceed(request, step, None)).await.map(drop)
}

fn is_past(answer: &Result<(), AppError>) -> bool {
    matches!(
        answer,
        Err(AppError::Over | AppError::Refused { .. } | AppError::TakenBy { .. })
    )
}

/// Has this browser keep what the desk does not have yet.
pub fn keep_here(desk: DeskContext, request: RequestId, entered: &Draft) {
    let me = desk.with_untracked(|view| view.me.id);
    unsent::keep(me, request, &with_customer(desk, request, entered));
}

fn with_customer(desk: DeskContext, request: RequestId, entered: &Draft) -> Unsent {
    let customer = desk.with_untracked(|view| {
        let row = view.requests.get(&request)?;
        row.customer.label().map(ToOwned::to_owned)
    });
    Unsent {
        customer: customer.unwrap_or_default(),
        draft: entered.clone(),
    }
}

/// Has the desk keep what was entered about a customer.
pub async fn keep_draft(request: RequestId, draft: Draft) -> Result<(), AppError> {
    let step = SessionStep::KeepDraft {
        outcome: draft.outcome,
        note: draft.note,
    };
    in_time(api::proceed(request, step, None)).await.map(drop)
}

/// `chosen` is shown as the status until the stream has said so.
pub fn set_status(desk: DeskContext, intent: Intent, chosen: RwSignal<Option<Intent>>) {
    chosen.set(Some(intent));
    begin(desk);
    spawn_local(async move {
        let answer = in_time(api::set_status(intent)).await;
        let refused = answer.is_err();
        settle(desk, answer).await;
        let done = desk.with_untracked(|view| view.intent() == Some(intent));
        // Unless the agent has chosen another one meanwhile.
        if (refused || done) && chosen.get_untracked() == Some(intent) {
            chosen.set(None);
        }
    });
}

/// Whoever had let requests pass is asked again.
pub fn give_sign_of_life(desk: DeskContext) {
    spawn_local(async move {
        let answer = in_time(api::touch()).await;
        settle(desk, answer).await;
    });
}

/// Shows the devices as they are then. What another one hangs on holds up none.
pub fn change_device(
    device: DeviceId,
    change: DeviceChange,
    devices: RwSignal<Vec<DeviceEntry>>,
    problem: RwSignal<Option<AppError>>,
    done: impl FnOnce() + 'static,
) {
    problem.set(None);
    spawn_local(async move {
        let answer = async {
            in_time(api::change_device(device, change)).await?;
            in_time(api::devices()).await
        };
        // Nobody is told who has left the page.
        match answer.await {
            Ok(known) => {
                devices.try_set(known);
                done();
            }
            Err(error) => drop(problem.try_set(Some(error))),
        }
    });
}

/// Sends a test and asks for the answers of the devices until all are there or it takes too long.
pub fn send_test(
    desk: DeskContext,
    agent: AgentId,
    outcome: RwSignal<Option<TestSummary>>,
    pressed: RwSignal<bool>,
) {
    if pressed.get_untracked() {
        return;
    }
    pressed.set(true);
    spawn_local(async move {
        match in_time(api::send_test(agent)).await {
            Ok(sent) => {
                desk.problem.set(None);
                outcome.try_set(Some(sent));
                hear_of_test(agent, outcome).await;
            }
            Err(problem) => desk.problem.set(Some(problem)),
        }
        pressed.try_set(false);
    });
}

async fn hear_of_test(agent: AgentId, outcome: RwSignal<Option<TestSummary>>) {
    const ASKED: u32 = 10;
    for _ in 0..ASKED {
        let open = outcome
            .try_get_untracked()
            .flatten()
            .is_some_and(|test| test.is_open());
        if !open {
            return;
        }
        a_second().await;
        if let Ok(heard) = in_time(api::test_outcome(agent)).await {
            outcome.try_set(heard);
        }
    }
}

fn customer(desk: DeskContext, request: RequestId) -> Option<Customer> {
    desk.with_untracked(|view| Some(view.requests.get(&request)?.customer.clone()))
}

/// What came of what was done before has been read. Returns which step this is.
fn begin(desk: DeskContext) -> u32 {
    desk.problem.set(None);
    desk.last_step
        .try_update(LastStep::begin)
        .unwrap_or_default()
}

/// What was done arrives by the stream. While that is down, the desk is asked instead. What went well
/// says nothing: it would take away what another action could not do.
async fn settle(desk: DeskContext, answer: Result<(), AppError>) {
    match answer {
        Ok(()) if desk.connection.get_untracked() == Connection::Live => {}
        Ok(()) => catch_up(desk).await,
        Err(problem) => {
            if problem == AppError::SignedOut {
                // To the sign-in page, and back here.
                here::ask(Wish::SignedOut);
            }
            desk.problem.set(Some(problem));
        }
    }
}

/// Settles what was pressed. Where the desk has shown what came of it, nobody needs to know that its answer got lost.
async fn conclude(
    desk: DeskContext,
    pressed: Pressed,
    press: &Press,
    answer: Result<(), AppError>,
) {
    let unanswered = is_unanswered(&answer);
    if pressed.is_open(press) || !unanswered {
        settle(desk, answer).await;
    }
    pressed.end(press, unanswered);
}

fn is_unanswered(answer: &Result<(), AppError>) -> bool {
    matches!(answer, Err(AppError::Transport))
}

async fn catch_up(desk: DeskContext) {
    if let Ok(newer) = in_time(api::snapshot()).await {
        desk.view.update(|view| {
            if newer.position.epoch != view.position.epoch || newer.position.seq > view.position.seq
            {
                *view = newer;
            }
        });
    }
}
