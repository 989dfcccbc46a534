//! Scheduled calls: those that are planned, and the form that plans another or moves one. Plain forms:
//! the same with and without scripts.

use domain::{
    id::RequestId,
    time::Timestamp,
    view::{AgentView, Phase, Row},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    cancel_call::CancelCall,
    forms::{MoveForm, PlanForm},
};
use crate::{
    desk::context::DeskContext,
    text::{
        Facts, Forms, Language, PageZone, Pages, Planning, customer_name, day_and_time, iso,
        time_in, use_language,
    },
    ui::{
        account::signed_in::signed_in,
        kit::{page_title::PageTitle, press_token::PressToken},
    },
    wire::form::{FormResult, FormState, PostedForm},
};

#[component]
pub fn PlannedCallsPage() -> impl IntoView {
    signed_in(|desk| view! { <PlannedCalls desk/> })
}

#[component]
fn PlannedCalls(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let form = StoredValue::new(PostedForm::take());
    // After a refusal the id comes back with the form, otherwise with the address.
    let query = use_query_map();
    // A memo, so that news of others draw no form anew.
    let moving = Memo::new(move |_| {
        let asked = form
            .with_value(|form| form.field("request").map(str::to_owned))
            .or_else(|| query.read().get("move"))?;
        let id: RequestId = asked.parse().ok()?;
        desk.view.with(|view| {
            view.requests
                .get(&id)
                .filter(|row| is_planned(row))
                .cloned()
        })
    });
    let planned = Memo::new(move |_| desk.view.with(planned_ids));
    let asking = RwSignal::new(None::<RequestId>);
    view! {
        <PageTitle name=language.say(Pages::PlannedCalls)/>
        <main id="content" class="sheet wide-sheet" tabindex="-1">
            <header>
                <p class="quiet small"><a href="/">{language.say(Pages::Desktop)}</a></p>
                <h1>{language.say(Pages::PlannedCalls)}</h1>
            </header>
            <section class="card table-card" aria-label=language.say(Pages::PlannedCalls)>
                <table class="history planned" role="table">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">{language.say(Facts::Time)}</th>
                            <th scope="col" role="columnheader">{language.say(Facts::Customer)}</th>
                            <th scope="col" role="columnheader">{language.say(Planning::PlannedBy)}</th>
                            <th scope="col" role="columnheader"><span class="visually-hidden">{language.say(Planning::Actions)}</span></th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        <For
                            each=move || planned.get()
                            key=|id| *id
                            children=move |request| view! { <PlannedRow desk request asking/> }
                        />
                    </tbody>
                </table>
                <p class="quiet empty" hidden=move || !planned.read().is_empty()>
                    {language.say(Planning::NothingPlanned)}
                </p>
            </section>
            <CancelCall desk asking/>
            <p class="quiet" role="status">{form.with_value(|form| said(form, language))}</p>
            {move || match moving.get() {
                Some(row) => view! { <MoveForm desk row form/> }.into_any(),
                None => view! { <PlanForm desk form/> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn PlannedRow(
    desk: DeskContext,
    request: RequestId,
    asking: RwSignal<Option<RequestId>>,
) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    // A row that is leaving stays as it last was.
    let row = Memo::new(move |last: Option<&Option<Row>>| {
        desk.view
            .with(|view| view.requests.get(&request).cloned())
            .or_else(|| last.cloned().flatten())
    });
    let due_at = move || row.read().as_ref().and_then(due).unwrap_or_default();
    let customer = move || {
        row.read().as_ref().map_or_else(
            || language.say(Facts::Customer),
            |row| customer_name(&row.customer, language),
        )
    };
    let theirs = move || {
        let row = row.read();
        let place = row.as_ref()?.customer.time_zone.clone()?;
        their_time(due_at(), &place, zone.get(), language)
    };
    let owner = move || {
        let row = row.read();
        let row = row.as_ref()?;
        Some(desk.view.with(|view| owner_of(row, view, language)))
    };
    let kind = row.with_untracked(|row| row.as_ref().map(|row| row.kind));
    view! {
        <tr role="row" data-request=request.to_string()>
            <td class="history-time" role="cell">
                <time datetime=move || iso(due_at())>{move || day_and_time(due_at(), zone.get())}</time>
                <span class="quiet small history-advice">{theirs}</span>
            </td>
            <td class="planned-customer" role="cell">
                <bdi>{customer}</bdi>
                <span class="quiet small history-advice">
                    {kind.map(|kind| language.say(Planning::Kind(kind)))}
                </span>
            </td>
            <td class="planned-owner" role="cell"><bdi>{owner}</bdi></td>
            <td class="planned-actions" role="cell">
                <form class="bar" method="post" action="/schedule">
                    <input type="hidden" name="request" value=request.to_string()/>
                    <PressToken/>
                    <a
                        class="button"
                        href=format!("/schedule?move={request}#plan")
                        aria-label=move || language.say(Planning::MoveOf(&customer()))
                    >
                        {language.say(Planning::Move)}
                    </a>
                    <button
                        type="submit"
                        class="button quiet-button"
                        name="action"
                        value="cancel"
                        on:click=move |event| {
                            event.prevent_default();
                            asking.set(Some(request));
                        }
                        aria-label=move || language.say(Planning::CancelOf(&customer()))
                    >
                        {language.say(Planning::Cancel)}
                    </button>
                </form>
            </td>
        </tr>
    }
}

/// What became of the form that led here.
fn said(form: &FormState, language: Language) -> Option<String> {
    match form.result {
        FormResult::Nothing => None,
        FormResult::Saved => Some(language.say(Forms::Saved)),
        FormResult::Restored => Some(language.say(Forms::IsBack)),
    }
}

fn is_planned(row: &Row) -> bool {
    due(row).is_some()
}

fn due(row: &Row) -> Option<Timestamp> {
    match row.phase {
        Phase::Scheduled { due_at } => Some(due_at),
        _ => None,
    }
}

/// The soonest first.
fn planned_ids(view: &AgentView) -> Vec<RequestId> {
    let mut planned: Vec<_> = view
        .requests
        .values()
        .filter_map(|row| Some((due(row)?, row.id)))
        .collect();
    planned.sort_unstable();
    planned.into_iter().map(|(_, id)| id).collect()
}

/// Whom it rings for first.
fn owner_of(row: &Row, view: &AgentView, language: Language) -> String {
    match &row.owner {
        Some(owner) if owner.id == view.me.id => language.say(Planning::You),
        Some(owner) => owner.name.clone(),
        None => view
            .teams
            .get(&row.team)
            .map(|team| team.name.clone())
            .unwrap_or_default(),
    }
}

/// `09:30 in New York`, once the browser has said what time it is here.
fn their_time(at: Timestamp, place: &str, zone: PageZone, language: Language) -> Option<String> {
    if zone == PageZone::Utc {
        return None;
    }
    let (time, place) = time_in(at, place, zone, language)?;
    Some(language.say(Planning::TimeThere {
        time: &time,
        place: &place,
    }))
}
