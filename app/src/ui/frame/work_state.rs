//! What an agent is doing, beside the status that they have chosen: on a call, in chats, in a wrap-up.

use domain::{
    request::Channel,
    time::{Span, Timestamp},
    view::{AgentView, SessionStage},
};
use leptos::prelude::*;

use crate::{
    desk::context::DeskContext,
    reactive::memo,
    text::{Frame, length, use_language},
};

/// Nothing while nobody is in the agent's hands. The seconds are for the eye alone: read out, they would never
/// come to an end.
#[component]
pub fn WorkState(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let work = memo(move || desk.with(|view| work(view, desk.now.get())));
    let words = move || work.get().map(|(words, _)| language.say(words));
    let time = move || work.get().map(|(_, time)| format!(" {}", length(time)));
    view! {
        <span class="work-state" class:working=move || work.read().is_some()>
            {move || words()}
            <span aria-hidden="true">{move || time()}</span>
        </span>
    }
}

/// Of several, the session that was begun last.
fn work(view: &AgentView, now: Timestamp) -> Option<(Frame<'static>, Span)> {
    let session = view.sessions.iter().last()?;
    let is_call = view
        .requests
        .get(&session.request)
        .is_some_and(|row| row.channel == Channel::Voice);
    match &session.stage {
        SessionStage::Connecting { since, .. } => Some((Frame::IsConnecting, now.since(*since))),
        SessionStage::Bridged { since, .. } if is_call => Some((Frame::OnACall, now.since(*since))),
        SessionStage::Bridged { since, .. } => Some((Frame::InAChat, now.since(*since))),
        SessionStage::WrapUp { closes_at, .. } => Some((Frame::InWrapUp, closes_at.since(now))),
        SessionStage::HandedBack { .. } | SessionStage::Closed { .. } => None,
    }
}
