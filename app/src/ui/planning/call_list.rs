//! The calls that are planned, day by day.

use domain::{
    id::RequestId,
    time::Timestamp,
    view::{AgentView, Row},
};
use leptos::prelude::*;

use super::done::Mark;
use crate::{
    desk::context::DeskContext,
    reactive::memo,
    text::{
        Facts, Language, LocalDay, PageZone, Pages, Planning, Wall, customer_of, day_heading,
        full_moment, iso, time_in, time_of_day, use_language,
    },
    ui::kit::{day_time::use_wall, each::each, handler::click, press_token::PressToken},
};

#[component]
pub fn CallList(
    desk: DeskContext,
    /// Of what was done just now.
    mark: Option<Mark>,
    asking: RwSignal<Option<RequestId>>,
) -> impl IntoView {
    let language = use_language();
    let wall = use_wall();
    let planned = memo(move || desk.with(|view| planned(view, wall.get())));
    let days = move || {
        let mut days: Vec<_> = planned.read().iter().map(|(day, _)| *day).collect();
        days.dedup();
        days
    };
    let calls_of = move |day: LocalDay| {
        let planned = planned.read();
        let of_day = planned.iter().filter(|(known, _)| *known == day);
        of_day.map(|(_, request)| *request).collect::<Vec<_>>()
    };
    view! {
        <section class="planned-calls" aria-label=language.say(Pages::PlannedCalls)>
            {each(
                days,
                |day| format!("{day:?}"),
                move |day| view! {
                    <h2 class="planned-day">{move || day_heading(day, wall.get(), language)}</h2>
                    <div class="card table-card">
                        <table
                            class="planned"
                            role="table"
                            aria-label=move || day_heading(day, wall.get(), language)
                        >
                            <thead role="rowgroup">
                                <tr role="row">
                                    <th scope="col" role="columnheader">{language.say(Facts::Time)}</th>
                                    <th scope="col" role="columnheader">{language.say(Facts::Customer)}</th>
                                    <th scope="col" role="columnheader">{language.say(Planning::PlannedBy)}</th>
                                    <th scope="col" role="columnheader">
                                        <span class="visually-hidden">{language.say(Planning::Actions)}</span>
                                    </th>
                                </tr>
                            </thead>
                            <tbody role="rowgroup">
                                {each(
                                    move || calls_of(day),
                                    RequestId::to_string,
                                    move |request| view! { <CallRow desk request mark asking/> }.into_any(),
                                )}
                            </tbody>
                        </table>
                    </div>
                }
                .into_any(),
            )}
            <p class="card quiet" hidden=move || !planned.read().is_empty()>
                {language.say(Planning::NothingPlanned)}
            </p>
        </section>
    }
}

#[component]
fn CallRow(
    desk: DeskContext,
    request: RequestId,
    mark: Option<Mark>,
    asking: RwSignal<Option<RequestId>>,
) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let wall = use_wall();
    let row = desk.row(request);
    let due_at = move || {
        row.read()
            .as_ref()
            .and_then(Row::planned_for)
            .unwrap_or_default()
    };
    let customer = move || customer_of(row.read().as_ref(), language);
    let theirs = move || {
        let row = row.read();
        let place = row.as_ref()?.customer.time_zone.clone()?;
        their_time(due_at(), &place, zone.get(), language)
    };
    let owner = move || {
        let row = row.read();
        let row = row.as_ref()?;
        Some(desk.with(|view| owner_of(row, view, language)))
    };
    let kind = row.with_untracked(|row| row.as_ref().map(|row| row.kind));
    let mark = mark.filter(|(marked, _)| *marked == request);
    // Of a page that is live, the form is beside the list or scrolled to when it is there.
    let to_move = move || match zone.get() {
        PageZone::Utc => format!("/schedule?move={request}#plan"),
        _ => format!("/schedule?move={request}"),
    };
    view! {
        <tr role="row" data-request=request.to_string() data-marked=mark.is_some().then_some("true")>
            <td class="planned-time" role="cell">
                <time
                    datetime=move || iso(due_at())
                    title=move || full_moment(due_at(), wall.get(), language)
                >
                    {move || time_of_day(due_at(), zone.get())}
                </time>
                <span class="quiet small">{move || theirs()}</span>
            </td>
            <td class="planned-customer" role="cell">
                <bdi>{move || customer()}</bdi>
                <span class="quiet small">
                    {kind.map(|kind| language.say(Planning::Kind(kind)))}
                </span>
                {mark.map(|(_, mark)| view! {
                    <span class="chip planned-mark">{language.say(mark)}</span>
                })}
            </td>
            <td class="planned-owner" role="cell">
                <span class="planned-label small">{language.say(Planning::PlannedBy)}</span>
                <bdi>{move || owner()}</bdi>
            </td>
            <td class="planned-actions" role="cell">
                <form class="bar" method="post" action="/schedule">
                    <input type="hidden" name="request" value=request.to_string()/>
                    <PressToken/>
                    <a
                        class="button"
                        href=move || to_move()
                        data-noscroll=""
                        aria-label=move || language.say(Planning::MoveOf(&customer()))
                    >
                        {language.say(Planning::Move)}
                    </a>
                    <button
                        type="submit"
                        class="button quiet-button"
                        name="action"
                        value="cancel"
                        on:click=click(move |event| {
                            event.prevent_default();
                            asking.set(Some(request));
                        })
                        aria-label=move || language.say(Planning::CancelOf(&customer()))
                    >
                        {language.say(Planning::Cancel)}
                    </button>
                </form>
            </td>
        </tr>
    }
}

/// The soonest first, each with its day.
fn planned(view: &AgentView, wall: Wall) -> Vec<(LocalDay, RequestId)> {
    let mut planned: Vec<_> = view
        .requests
        .values()
        .filter_map(|row| Some((row.planned_for()?, row.id)))
        .collect();
    planned.sort_unstable();
    planned
        .into_iter()
        .map(|(due_at, id)| (wall.day_of(due_at), id))
        .collect()
}

/// Whom it rings for first.
fn owner_of(row: &Row, view: &AgentView, language: Language) -> String {
    match &row.owner {
        Some(owner) if owner.id == view.me.id => language.say(Planning::You),
        Some(owner) => owner.name.clone(),
        None => view.team_of(row).unwrap_or_default().to_owned(),
    }
}

/// `09:30 in New York`, once the browser has said what time it is here, and where it is another one there.
fn their_time(at: Timestamp, place: &str, zone: PageZone, language: Language) -> Option<String> {
    if zone == PageZone::Utc {
        return None;
    }
    let (time, place) = time_in(at, place, zone, language)?;
    (time != time_of_day(at, zone)).then(|| {
        language.say(Facts::TimeThere {
            time: &time,
            place: &place,
        })
    })
}
