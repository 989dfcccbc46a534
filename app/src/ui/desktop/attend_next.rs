//! The one filled button of the desktop: connects whoever is first in line.

use domain::time::Timestamp;
use leptos::prelude::*;

use super::next_customer::{next_customer, no_room};
use crate::{
    desk::{
        actions::{self, ATTEND_NEXT},
        context::DeskContext,
        presses::Pressed,
    },
    reactive::memo,
    text::{Lists, customer_name, duration, use_language},
    ui::kit::{handler::submit, press_token::PressToken},
    wire::error::AppError,
};

/// Says who that is where this page can tell, and why there is nobody for an agent whose hands are full.
#[component]
pub fn AttendNext(desk: DeskContext, stale: Memo<Option<Timestamp>>) -> impl IntoView {
    let language = use_language();
    let pressed = Pressed::of_page();
    desk.when_one_comes_into_hand(move || pressed.shown());
    let full = memo(move || {
        if stale.read().is_some() {
            return Some(language.say(&AppError::Transport));
        }
        let now = desk.now.get();
        let why = desk.with(|view| no_room(view, now))?;
        Some(language.say(&AppError::from(why)))
    });
    let next = memo(move || {
        let now = desk.now.get();
        let known = stale.read().is_none();
        known.then(|| desk.with(|view| next_customer(view, now).cloned()))?
    });
    let who = move || {
        let row = next.read();
        row.as_ref()
            .map(|row| customer_name(&row.customer, language))
    };
    let wait = move || {
        let row = next.read();
        let waited = desk.now.get().since(row.as_ref()?.since());
        Some(format!(", {}", duration(waited)))
    };
    view! {
        <form
            method="post"
            action="/"
            on:submit=submit(move |event| {
                event.prevent_default();
                // Whether there is room is for the desk to say: what this page knows may be old.
                actions::attend_next(desk, pressed);
            })
        >
            <PressToken/>
            <button
                id="attend-next"
                type="submit"
                name="action"
                value=ATTEND_NEXT
                class="button primary attend-next"
                title=move || full.get()
                aria-busy=move || pressed.is_at_work(ATTEND_NEXT).then_some("true")
                aria-disabled=move || full.read().is_some().then_some("true")
            >
                {move || language.say(if pressed.is_at_work(ATTEND_NEXT) {
                    Lists::Attending
                } else {
                    Lists::AttendNext
                })}
                // The name of a button does not change while it is read out.
                <span class="attend-who"><bdi>{move || who()}</bdi><span aria-hidden="true">{move || wait()}</span></span>
            </button>
        </form>
    }
}
