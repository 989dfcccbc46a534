//! Asks once before a planned call is begun ahead of its time.

use domain::{id::RequestId, view::Phase};
use leptos::prelude::*;

use crate::{
    desk::{actions, context::DeskContext},
    text::{Lists, PageZone, customer_name, time_of_day, use_language},
    ui::kit::{dialog::Dialog, handler::click},
};

/// As long as it is asked.
#[component]
pub fn EarlyStart(desk: DeskContext, request: RequestId) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let question = move || {
        desk.with(|view| {
            let row = view.requests.get(&request)?;
            let Phase::Scheduled { due_at } = row.phase else {
                return None;
            };
            Some(language.say(Lists::StartEarlyQuestion {
                customer: &customer_name(&row.customer, language),
                at: &time_of_day(due_at, zone.get()),
            }))
        })
    };
    view! {
        <Dialog
            open=Signal::derive(move || desk.asking.get() == Some(request))
            on_close=Callback::new(move |()| desk.asking.set(None))
            title_id="early-start-title"
        >
            <h2 id="early-start-title" tabindex="-1">{language.say(Lists::StartEarlyTitle)}</h2>
            <p>{move || question()}</p>
            // Whatever is pressed, the browser closes the dialog and gives the focus back.
            <form class="bar" method="dialog">
                <button
                    type="submit"
                    class="button primary"
                    on:click=click(move |_| actions::connect(desk, request))
                >
                    {language.say(Lists::StartEarly)}
                </button>
                <button type="submit" class="button">{language.say(Lists::NotYet)}</button>
            </form>
        </Dialog>
    }
}
