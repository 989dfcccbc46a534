//! The form that plans a call, and the one that moves it. What was typed comes back with what is wrong
//! with it.

use domain::{
    time::Timestamp,
    view::{Phase, Row},
};
use leptos::{html, prelude::*, web_sys::HtmlInputElement};

use crate::{
    desk::context::DeskContext,
    text::{
        Facts, Language, Pages, Planning, customer_name, day_and_time_in, own_zone, use_language,
    },
    ui::kit::{press_token::PressToken, text_area::TextArea, typed::Typed},
    wire::{
        error::AppError,
        form::{FormState, Problem},
        plan::PlanField,
    },
};

#[component]
pub fn PlanForm(desk: DeskContext, form: StoredValue<FormState>) -> impl IntoView {
    let form = form.get_value();
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
    let typed_here = Typed::new(desk, "plan", &form);
    view! {
        <form
            id="plan"
            class="card plan"
            method="post"
            action="/schedule"
            novalidate
            node_ref=typed_here.form
            on:input=move |_| typed_here.keep()
        >
            <PressToken/>
            <h2>{language.say(Pages::ScheduleCall)}</h2>
            <p id="plan-problem" class="problem" role="alert">{problem}</p>
            <div class="plan-fields">
                <Field field=PlanField::Name label=language.say(Planning::CustomerName) value=typed(PlanField::Name) wrong/>
                <Field
                    field=PlanField::Phone
                    label=language.say(Facts::Phone)
                    kind="tel"
                    value=typed(PlanField::Phone)
                    wrong
                />
                <Field
                    field=PlanField::Email
                    label=language.say(Planning::EmailOptional)
                    kind="email"
                    value=typed(PlanField::Email)
                    wrong
                />
                <WhenFields
                    date=typed(PlanField::Date)
                    time=typed(PlanField::Time)
                    place=typed(PlanField::Zone)
                    planned=None
                    wrong
                />
            </div>
            <label class="field">
                <span>{language.say(Facts::Note)}</span>
                <TextArea
                    name=PlanField::Note.name()
                    value=typed(PlanField::Note)
                    rows=3
                    invalid=(wrong == Some(PlanField::Note)).then_some("true")
                />
            </label>
            {several_teams.then(|| view! {
                <label class="field">
                    <span>{language.say(Planning::Team)}</span>
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
                <legend>{language.say(Planning::RingsFirstFor)}</legend>
                <label class="setting">
                    <span>{language.say(Planning::ForMe)}</span>
                    <input type="radio" name="owner" value="me" checked=mine/>
                </label>
                <label class="setting">
                    <span>{language.say(Planning::ForTheTeam)}</span>
                    <input type="radio" name="owner" value="team" checked=!mine/>
                </label>
            </fieldset>
            <div class="bar">
                <button type="submit" class="button primary" name="action" value="plan">
                    {language.say(Pages::ScheduleCall)}
                </button>
            </div>
        </form>
    }
}

#[component]
pub fn MoveForm(desk: DeskContext, row: Row, form: StoredValue<FormState>) -> impl IntoView {
    let form = form.get_value();
    let planned = match row.phase {
        Phase::Scheduled { due_at } => Some(due_at),
        _ => None,
    };
    let Row { id, customer, .. } = row;
    let language = use_language();
    let wrong = wrong_field(&form);
    let problem = problem_text(&form, language);
    let typed = |field: PlanField| form.field(field.name()).map(str::to_owned);
    let place = typed(PlanField::Zone)
        .or_else(|| customer.time_zone.clone())
        .unwrap_or_default();
    let customer = customer_name(&customer, language);
    let typed_here = Typed::new(desk, &format!("move-{id}"), &form);
    view! {
        <form
            id="plan"
            class="card plan"
            method="post"
            action="/schedule"
            novalidate
            node_ref=typed_here.form
            on:input=move |_| typed_here.keep()
        >
            <PressToken/>
            <h2>{language.say(Planning::MoveOf(&customer))}</h2>
            <p id="plan-problem" class="problem" role="alert">{problem}</p>
            <input type="hidden" name="request" value=id.to_string()/>
            <div class="plan-fields">
                <WhenFields
                    date=typed(PlanField::Date).unwrap_or_default()
                    time=typed(PlanField::Time).unwrap_or_default()
                    place
                    planned
                    wrong
                />
            </div>
            <div class="bar">
                <button type="submit" class="button primary" name="action" value="move">
                    {language.say(Planning::Move)}
                </button>
                <a class="button quiet-button" href="/schedule">{language.say(Planning::Keep)}</a>
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
    // When it is planned for now: what a call is moved from.
    planned: Option<Timestamp>,
    wrong: Option<PlanField>,
) -> impl IntoView {
    let language = use_language();
    let input = NodeRef::<html::Input>::new();
    let (date_input, time_input) = (NodeRef::new(), NodeRef::new());
    // The zone is mostly the agent's own, which only a browser knows. A name that the server has just
    // refused is not offered again.
    let is_refused = wrong == Some(PlanField::Zone);
    let unknown = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(input) = input.get().filter(|input| input.value().is_empty()) else {
            return;
        };
        match own_zone().filter(|_| !is_refused) {
            Some(own) => input.set_value(&own),
            None => unknown.set(true),
        }
    });
    // Whoever moves a call mostly changes one of the two.
    Effect::new(move |_| {
        let fields = (input.get(), date_input.get(), time_input.get());
        let (Some(zone), Some(date), Some(time), Some(planned)) =
            (fields.0, fields.1, fields.2, planned)
        else {
            return;
        };
        let is_empty = |field: &HtmlInputElement| field.value().is_empty();
        if is_empty(&date)
            && is_empty(&time)
            && let Some((day, clock)) = day_and_time_in(planned, &zone.value())
        {
            date.set_value(&day);
            time.set_value(&clock);
        }
    });
    view! {
        <Field
            field=PlanField::Date
            label=language.say(Planning::Date)
            kind="date"
            value=date
            wrong
            input=date_input
        />
        <Field
            field=PlanField::Time
            label=language.say(Planning::Time)
            kind="time"
            value=time
            wrong
            input=time_input
        />
        <label class="field">
            <span>{language.say(Planning::TimeIsIn)}</span>
            <input
                type="text"
                name=PlanField::Zone.name()
                value=place
                placeholder="Europe/Madrid"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="plan-problem plan-zone-hint"
                aria-invalid=is_refused.then_some("true")
                node_ref=input
            />
            <span id="plan-zone-hint" class="quiet small" hidden=move || !unknown.get()>
                {language.say(Planning::ZoneHint)}
            </span>
        </label>
    }
}

#[component]
fn Field(
    field: PlanField,
    label: String,
    #[prop(default = "text")] kind: &'static str,
    value: String,
    wrong: Option<PlanField>,
    #[prop(optional)] input: NodeRef<html::Input>,
) -> impl IntoView {
    let is_wrong = wrong == Some(field);
    view! {
        <label class="field">
            <span>{label}</span>
            <input
                type=kind
                name=field.name()
                value=value
                maxlength="200"
                dir=(kind == "text").then_some("auto")
                autofocus=is_wrong
                aria-describedby="plan-problem"
                aria-invalid=is_wrong.then_some("true")
                node_ref=input
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
        Some(Problem::App(problem)) => Some(language.say(problem)),
        _ => None,
    }
}
