//! Asks once before a planned call is cancelled: a press beside the one that was meant must not cost a customer
//! their call.

use domain::{
    id::RequestId,
    view::{Phase, Row},
};
use leptos::prelude::*;

use crate::{
    desk::context::DeskContext,
    text::{Facts, Planning, customer_name, moment_in_sentence, use_language},
    ui::kit::{day_time::use_wall, dialog::Dialog, handler::click, press_token::PressToken},
};

#[component]
pub fn CancelCall(desk: DeskContext, asking: RwSignal<Option<RequestId>>) -> impl IntoView {
    let language = use_language();
    let wall = use_wall();
    let row = move || -> Option<Row> {
        let request = asking.get()?;
        desk.with(|view| view.requests.get(&request).cloned())
    };
    let title = move || {
        row().map(|row| {
            let customer = customer_name(&row.customer, language);
            language.say(Planning::CancelOf(&customer))
        })
    };
    let planned_for = move || match row()?.phase {
        Phase::Scheduled { due_at } => Some(format!(
            "{} {}",
            language.say(Facts::PlannedFor),
            moment_in_sentence(due_at, wall.get(), language)
        )),
        _ => None,
    };
    view! {
        <Dialog
            open=Signal::derive(move || asking.get().is_some())
            on_close=Callback::new(move |()| asking.set(None))
            title_id="cancel-call-title"
        >
            <h2 id="cancel-call-title" tabindex="-1">{move || title()}</h2>
            <p>{move || planned_for()}</p>
            <form class="bar" method="post" action="/schedule">
                <input
                    type="hidden"
                    name="request"
                    prop:value=move || asking.get().map(|request| request.to_string())
                />
                <PressToken/>
                <button type="submit" class="button primary" name="action" value="cancel">
                    {language.say(Planning::Cancel)}
                </button>
                <button type="button" class="button" on:click=click(move |_| asking.set(None))>
                    {language.say(Planning::Keep)}
                </button>
            </form>
        </Dialog>
    }
}
