//! What is known of the customer in hand.

use domain::{id::RequestId, request::Kind, view::Row};
use leptos::prelude::*;

use super::{contacts::Contacts, schedule_link::ScheduleLink};
use crate::{
    desk::context::DeskContext,
    text::{Facts, PageZone, Sessions, customer_name, language_name, time_in, use_language},
    ui::kit::day_time::DayTime,
};

#[component]
pub fn CustomerFacts(desk: DeskContext, request: RequestId) -> impl IntoView {
    let language = use_language();
    let row = desk.row(request);
    view! {
        <p id="customer-title" class="quiet small">{language.say(Sessions::CustomerFacts)}</p>
        {move || row.get().map(|row| view! {
            <h2 class="customer-name"><bdi>{customer_name(&row.customer, language)}</bdi></h2>
            {row.customer.time_zone.clone().map(|there| view! { <LocalTime desk there/> })}
            <FactList row/>
        })}
        <ScheduleLink request/>
        <Contacts desk request/>
    }
}

/// What the clock shows where the customer is.
#[component]
fn LocalTime(desk: DeskContext, there: String) -> impl IntoView {
    let language = use_language();
    let here = expect_context::<RwSignal<PageZone>>();
    let local = move || {
        // The server knows zones that a browser may not know, and the first frame is the same.
        if here.get() == PageZone::Utc {
            return None;
        }
        let (time, place) = time_in(desk.now.get(), &there, here.get(), language)?;
        Some(language.say(Facts::TimeThere {
            time: &time,
            place: &place,
        }))
    };
    view! { <p class="local-time">{move || local()}</p> }
}

/// What stands in the session's head, and the ways to reach the customer, are not said again.
#[component]
fn FactList(row: Row) -> impl IntoView {
    let language = use_language();
    let attempt = row.call_back.as_ref().map(|known| {
        language.say(Facts::Attempt {
            attempt: known.attempt,
            of: known.of,
        })
    });
    let first_asked = row
        .call_back
        .as_ref()
        .map_or(row.created_at, |known| known.first_asked_at);
    let said = [
        (Facts::Kind(Kind::CallMeBack), attempt),
        (
            Facts::Priority,
            (row.priority > 0).then(|| row.priority.to_string()),
        ),
    ];
    let times = [
        (Facts::FirstAsked, Some(first_asked)),
        (Facts::PlannedFor, row.scheduled_at),
    ];
    view! {
        <dl class="facts">
            {row.customer.locale.map(|tag| view! { <PreferredLanguage tag/> })}
            {said
                .map(|(label, value)| value.map(|value| view! {
                    <div>
                        <dt>{language.say(label)}</dt>
                        <dd>{value}</dd>
                    </div>
                }))}
            {times
                .map(|(label, at)| at.map(|at| view! {
                    <div>
                        <dt>{language.say(label)}</dt>
                        <dd>
                            <DayTime at/>
                        </dd>
                    </div>
                }))}
        </dl>
    }
}

/// By its name, once the page is live in a browser that knows it.
#[component]
fn PreferredLanguage(tag: String) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let name = move || {
        let is_live = zone.get() != PageZone::Utc;
        let name = is_live.then(|| language_name(&tag, language)).flatten();
        name.unwrap_or_else(|| tag.clone())
    };
    view! {
        <div>
            <dt>{language.say(Facts::PreferredLanguage)}</dt>
            <dd>{move || name()}</dd>
        </div>
    }
}
