//! What is known of the customer in hand.

use domain::{id::RequestId, request::Kind, view::Row};
use leptos::prelude::*;

use super::{contacts::Contacts, schedule_link::ScheduleLink};
use crate::{
    desk::context::DeskContext,
    text::{Facts, Sessions, undirected, use_language},
    ui::kit::day_time::DayTime,
};

#[component]
pub fn CustomerFacts(desk: DeskContext, request: RequestId) -> impl IntoView {
    let language = use_language();
    let row = Memo::new(move |last: Option<&Option<Row>>| {
        desk.view
            .with(|view| view.requests.get(&request).cloned())
            .or_else(|| last.cloned().flatten())
    });
    view! {
        <h2 id="customer-title">{language.say(Sessions::CustomerFacts)}</h2>
        {move || row.get().map(|row| {
            let team = desk
                .view
                .with(|view| view.teams.get(&row.team).map(|team| team.name.clone()));
            view! { <FactList row team/> }
        })}
        <ScheduleLink request/>
        <Contacts desk request/>
    }
}

#[component]
fn FactList(row: Row, team: Option<String>) -> impl IntoView {
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
        (
            Facts::Phone,
            row.customer.readable_phone().map(str::to_owned),
        ),
        (Facts::Email, row.customer.email),
        (Facts::PreferredLanguage, row.customer.locale),
        (Facts::TimeZone, row.customer.time_zone),
        (Facts::Team, team),
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
            {said
                .map(|(label, value)| value.map(|value| view! {
                    <div>
                        <dt>{language.say(label)}</dt>
                        <dd><bdi>{undirected(&value).into_owned()}</bdi></dd>
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
