//! Asks once before a planned call is begun ahead of its time.

use domain::{id::RequestId, view::Phase};
use leptos::prelude::*;

use crate::{
    desk::{actions, context::DeskContext},
    text::{Lists, PageZone, customer_name, time_of_day, use_language},
    ui::kit::{dialog::Dialog, handler::click},
};

#[component]
pub fn EarlyStart(desk: DeskContext, asking: RwSignal<Option<RequestId>>) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let question = move || {
        let request = asking.get()?;
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
            open=Signal::derive(move || asking.get().is_some())
            on_close=Callback::new(move |()| asking.set(None))
            title_id="early-start-title"
        >
            <h2 id="early-start-title" tabindex="-1">{language.say(Lists::StartEarlyTitle)}</h2>
            <p>{move || question()}</p>
            <div class="bar">
                <button
                    type="button"
                    class="button primary"
                    on:click=click(move |_| {
                        if let Some(request) = asking.get_untracked() {
                            actions::connect(desk, request);
                        }
                        asking.set(None);
                    })
                >
                    {language.say(Lists::StartEarly)}
                </button>
                <button type="button" class="button" on:click=click(move |_| asking.set(None))>
                    {language.say(Lists::NotYet)}
                </button>
            </div>
        </Dialog>
    }
}
