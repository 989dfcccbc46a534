//! Scheduled calls: those that are planned, and the form that plans another or moves one. Plain forms:
//! the same with and without scripts.

use domain::{
    id::RequestId,
    time::Timestamp,
    view::{AgentView, Phase, Row},
};
use leptos::{html, prelude::*};
use leptos_router::hooks::use_query_map;

use super::signed_in;
use crate::{
    components::page_title::PageTitle,
    desk_context::DeskContext,
    error::AppError,
    form::{FormState, PostedForm, Problem},
    plan::PlanField,
    text::{Language, Text, Zone, day_and_time, iso, own_zone, time_in, use_language},
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
    let moving = move || {
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
    };
    let planned = Memo::new(move |_| desk.view.with(planned_ids));
    view! {
        <PageTitle name=language.say(Text::PlannedCalls)/>
        <main id="content" class="sheet wide-sheet" tabindex="-1">
            <header>
                <p class="quiet small"><a href="/">{language.say(Text::DesktopTitle)}</a></p>
                <h1>{language.say(Text::PlannedCalls)}</h1>
            </header>
            <section class="card table-card" aria-label=language.say(Text::PlannedCalls)>
                <table class="history planned" role="table">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">{language.say(Text::HistoryTime)}</th>
                            <th scope="col" role="columnheader">{language.say(Text::Customer)}</th>
                            <th scope="col" role="columnheader">{language.say(Text::PlannedBy)}</th>
                            <th scope="col" role="columnheader"><span class="visually-hidden">{language.say(Text::Actions)}</span></th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        <For
                            each=move || planned.get()
                            key=|id| *id
                            children=move |request| view! { <PlannedRow desk request/> }
                        />
                    </tbody>
                </table>
                <p class="quiet empty" hidden=move || !planned.read().is_empty()>
                    {language.say(Text::NothingPlanned)}
                </p>
            </section>
            {move || match moving() {
                Some(row) => view! { <MoveForm row form=form.get_value()/> }.into_any(),
                None => view! { <PlanForm desk form=form.get_value()/> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn PlannedRow(desk: DeskContext, request: RequestId) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<Zone>>();
    // A row that is leaving stays as it last was.
    let row = Memo::new(move |last: Option<&Option<Row>>| {
        desk.view
            .with(|view| view.requests.get(&request).cloned())
            .or_else(|| last.cloned().flatten())
    });
    let due_at = move || row.read().as_ref().and_then(due).unwrap_or_default();
    let customer = move || {
        row.read()
            .as_ref()
            .and_then(|row| row.customer.label().map(str::to_owned))
            .unwrap_or_else(|| language.say(Text::Customer))
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
                {customer}
                <span class="quiet small history-advice">
                    {kind.map(|kind| language.say(Text::PlannedKind(kind)))}
                </span>
            </td>
            <td class="planned-owner" role="cell">{owner}</td>
            <td class="planned-actions" role="cell">
                <form class="bar" method="post" action="/schedule">
                    <input type="hidden" name="request" value=request.to_string()/>
                    <a
                        class="button"
                        href=format!("/schedule?move={request}#plan")
                        aria-label=move || language.say(Text::MoveCallOf(&customer()))
                    >
                        {language.say(Text::MoveCall)}
                    </a>
                    <button
                        type="submit"
                        class="button quiet-button"
                        name="action"
                        value="cancel"
                        aria-label=move || language.say(Text::CancelCallOf(&customer()))
                    >
                        {language.say(Text::CancelCall)}
                    </button>
                </form>
            </td>
        </tr>
    }
}

/// What was typed comes back with what is wrong with it.
#[component]
fn PlanForm(desk: DeskContext, form: FormState) -> impl IntoView {
    let language = use_language();
    let wrong = wrong_field(&form);
    let problem = problem_text(&form, language);
    let typed = |field: PlanField| form.field(field.name()).unwrap_or_default().to_owned();
    let mine = form.field("owner") != Some("team");
    let chosen_team = typed(PlanField::Team);
    let teams: Vec<_> = desk.view.with_untracked(|view| {
        view.teams
            .iter()
            .map(|(id, team)| (id.to_string(), team.name.clone()))
            .collect()
    });
    let several_teams = teams.len() > 1;
    view! {
        <form id="plan" class="card plan" method="post" action="/schedule" novalidate>
            <h2>{language.say(Text::ScheduleCall)}</h2>
            <p id="plan-problem" class="problem" role="alert">{problem}</p>
            <div class="plan-fields">
                <Field field=PlanField::Name label=Text::CustomerName value=typed(PlanField::Name) wrong/>
                <Field
                    field=PlanField::Phone
                    label=Text::Phone
                    kind="tel"
                    value=typed(PlanField::Phone)
                    wrong
                />
                <Field
                    field=PlanField::Email
                    label=Text::EmailOptional
                    kind="email"
                    value=typed(PlanField::Email)
                    wrong
                />
                <WhenFields
                    date=typed(PlanField::Date)
                    time=typed(PlanField::Time)
                    place=typed(PlanField::Zone)
                    wrong
                />
            </div>
            <label class="field">
                <span>{language.say(Text::Note)}</span>
                <textarea
                    name="note"
                    rows="3"
                    maxlength="2000"
                    aria-invalid=(wrong == Some(PlanField::Note)).then_some("true")
                >
                    {typed(PlanField::Note)}
                </textarea>
            </label>
            {several_teams.then(|| view! {
                <label class="field">
                    <span>{language.say(Text::TeamLabel)}</span>
                    <select
                        name="team"
                        aria-describedby="plan-problem"
                        aria-invalid=(wrong == Some(PlanField::Team)).then_some("true")
                    >
                        {teams
                            .into_iter()
                            .map(|(id, name)| {
                                let selected = id == chosen_team;
                                view! { <option value=id selected=selected>{name}</option> }
                            })
                            .collect_view()}
                    </select>
                </label>
            })}
            <fieldset class="settings">
                <legend>{language.say(Text::RingsFirstFor)}</legend>
                <label class="setting">
                    <span>{language.say(Text::ForMe)}</span>
                    <input type="radio" name="owner" value="me" checked=mine/>
                </label>
                <label class="setting">
                    <span>{language.say(Text::ForTheTeam)}</span>
                    <input type="radio" name="owner" value="team" checked=!mine/>
                </label>
            </fieldset>
            <div class="bar">
                <button type="submit" class="button primary" name="action" value="plan">
                    {language.say(Text::ScheduleCall)}
                </button>
            </div>
        </form>
    }
}

#[component]
fn MoveForm(row: Row, form: FormState) -> impl IntoView {
    let language = use_language();
    let wrong = wrong_field(&form);
    let problem = problem_text(&form, language);
    let typed = |field: PlanField| form.field(field.name()).map(str::to_owned);
    let place = typed(PlanField::Zone)
        .or_else(|| row.customer.time_zone.clone())
        .unwrap_or_default();
    let customer = row
        .customer
        .label()
        .map_or_else(|| language.say(Text::Customer), str::to_owned);
    view! {
        <form id="plan" class="card plan" method="post" action="/schedule" novalidate>
            <h2>{language.say(Text::MoveCallOf(&customer))}</h2>
            <p id="plan-problem" class="problem" role="alert">{problem}</p>
            <input type="hidden" name="request" value=row.id.to_string()/>
            <div class="plan-fields">
                <WhenFields
                    date=typed(PlanField::Date).unwrap_or_default()
                    time=typed(PlanField::Time).unwrap_or_default()
                    place
                    wrong
                />
            </div>
            <div class="bar">
                <button type="submit" class="button primary" name="action" value="move">
                    {language.say(Text::MoveCall)}
                </button>
                <a class="button quiet-button" href="/schedule">{language.say(Text::KeepCall)}</a>
            </div>
        </form>
    }
}

/// A day and a time, and the zone whose wall clock shows it.
#[component]
fn WhenFields(
    date: String,
    time: String,
    place: String,
    wrong: Option<PlanField>,
) -> impl IntoView {
    let language = use_language();
    let input = NodeRef::<html::Input>::new();
    // The zone is mostly the agent's own, which only a browser knows.
    Effect::new(move |_| {
        if let Some(input) = input.get()
            && input.value().is_empty()
            && let Some(own) = own_zone()
        {
            input.set_value(&own);
        }
    });
    view! {
        <Field field=PlanField::Date label=Text::Date kind="date" value=date wrong/>
        <Field field=PlanField::Time label=Text::TimeLabel kind="time" value=time wrong/>
        <label class="field">
            <span>{language.say(Text::TimeIsIn)}</span>
            <input
                type="text"
                name=PlanField::Zone.name()
                value=place
                placeholder="Europe/Madrid"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="plan-problem"
                aria-invalid=(wrong == Some(PlanField::Zone)).then_some("true")
                node_ref=input
            />
        </label>
    }
}

#[component]
fn Field(
    field: PlanField,
    label: Text<'static>,
    #[prop(default = "text")] kind: &'static str,
    value: String,
    wrong: Option<PlanField>,
) -> impl IntoView {
    let language = use_language();
    let is_wrong = wrong == Some(field);
    view! {
        <label class="field">
            <span>{language.say(label)}</span>
            <input
                type=kind
                name=field.name()
                value=value
                maxlength="200"
                autofocus=is_wrong
                aria-describedby="plan-problem"
                aria-invalid=is_wrong.then_some("true")
            />
        </label>
    }
}

fn wrong_field(form: &FormState) -> Option<PlanField> {
    match form.problem {
        Some(Problem::App(AppError::Plan { problem })) => Some(problem.field()),
        _ => None,
    }
}

fn problem_text(form: &FormState, language: Language) -> Option<String> {
    match &form.problem {
        Some(Problem::App(problem)) => Some(language.say(Text::Problem(problem))),
        _ => None,
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
        Some(owner) if owner.id == view.me.id => language.say(Text::You),
        Some(owner) => owner.name.clone(),
        None => view
            .teams
            .get(&row.team)
            .map(|team| team.name.clone())
            .unwrap_or_default(),
    }
}

/// `09:30 in New York`, once the browser has said what time it is here.
fn their_time(at: Timestamp, place: &str, zone: Zone, language: Language) -> Option<String> {
    if zone == Zone::Utc {
        return None;
    }
    let (time, place) = time_in(at, place)?;
    Some(language.say(Text::TimeThere {
        time: &time,
        place: &place,
    }))
}
