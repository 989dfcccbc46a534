//! The one filled button of the desktop: connects whoever is first in line.

use domain::serving::{Full, Serving};
use leptos::prelude::*;

use super::next_customer::{name_and_wait, next_customer};
use crate::{
    desk::{actions, context::DeskContext, presses::Presses},
    text::{Lists, use_language},
    ui::kit::press_token::PressToken,
    wire::error::AppError,
};

/// Says who that is where this page can tell, and why there is nobody for an agent in a call.
#[component]
pub fn AttendNext(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let attending = RwSignal::new(false);
    let presses = Presses::of_page();
    let full = Memo::new(move |_| {
        let in_call = desk
            .view
            .with(|view| matches!(view.serving(), Serving::Call(_)));
        in_call.then(|| language.say(&AppError::from(Full::InCall)))
    });
    let next = Memo::new(move |_| {
        let now = desk.now.get();
        desk.view
            .with(|view| next_customer(view, now).map(|row| name_and_wait(row, now, language)))
    });
    view! {
        <form
            method="post"
            action="/"
            on:submit=move |event| {
                event.prevent_default();
                if full.with_untracked(Option::is_none) {
                    actions::attend_next(desk, attending, presses);
                }
            }
        >
            <PressToken/>
            <button
                id="attend-next"
                type="submit"
                name="action"
                value="attend_next"
                class="button primary attend-next"
                title=move || full.get()
                aria-busy=move || attending.get().then_some("true")
                aria-disabled=move || full.read().is_some().then_some("true")
            >
                {move || language.say(if attending.get() {
                    Lists::Attending
                } else {
                    Lists::AttendNext
                })}
                <bdi class="attend-who">{move || next.get()}</bdi>
            </button>
        </form>
    }
}
