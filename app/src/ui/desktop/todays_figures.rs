//! What the agent has done today, while they serve nobody.

use leptos::prelude::*;

use crate::{
    api,
    desk::{context::DeskContext, patience::in_time},
    reactive::{effect, memo, spawn_local},
    text::{PageZone, Sessions, begin_of_day, time_of_day, use_language},
    wire::served::Served,
};

/// Asked for when the last customer has left, when the page is live (only then it is known when the day began here), and when
/// another day begins.
#[component]
pub fn TodaysFigures(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let served = RwSignal::new(Served::default());
    let today = memo(move || {
        let zone = zone.get();
        (zone != PageZone::Utc).then(|| begin_of_day(desk.now.get(), zone))
    });
    effect(move || {
        let Some(since) = today.get() else {
            return;
        };
        served.set(Served::default());
        spawn_local(async move {
            // Nothing is lost where none come.
            if let Ok(known) = in_time(api::served_since(since)).await {
                served.try_set(known);
            }
        });
    });
    move || {
        let Served { calls, chats, last } = served.get();
        let last = last.map(|at| time_of_day(at, zone.get()))?;
        let figures = [
            (Sessions::TodaysCalls, calls.to_string()),
            (Sessions::TodaysChats, chats.to_string()),
            (Sessions::TodaysLast, last),
        ];
        Some(view! {
            <section class="card todays-figures" aria-labelledby="todays-figures">
                <h2 id="todays-figures" class="quiet small">{language.say(Sessions::Today)}</h2>
                <dl>
                    {figures.map(|(name, is)| view! {
                        <div><dt>{language.say(name)}</dt><dd>{is}</dd></div>
                    })}
                </dl>
            </section>
        })
    }
}
