//! The form that plans a call, and the one that moves it. What was typed comes back with what is wrong
//! with it.

use domain::view::Row;
use leptos::{html, prelude::*};

use crate::{
    desk::context::DeskContext,
    text::{Language, Text, customer_name, own_zone, use_language},
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
                    place=typed(PlanField::PageZone)
                    wrong
                />
            </div>
            <label class="field">
                <span>{language.say(Text::Note)}</span>
                <TextArea
                    name=PlanField::Note.name()
                    value=typed(PlanField::Note)
                    rows=3
                    invalid=(wrong == Some(PlanField::Note)).then_some("true")
                />
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
pub fn MoveForm(desk: DeskContext, row: Row, form: StoredValue<FormState>) -> impl IntoView {
    let form = form.get_value();
    let Row { id, customer, .. } = row;
    let language = use_language();
    let wrong = wrong_field(&form);
    let problem = problem_text(&form, language);
    let typed = |field: PlanField| form.field(field.name()).map(str::to_owned);
    let place = typed(PlanField::PageZone)
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
            <h2>{language.say(Text::MoveCallOf(&customer))}</h2>
            <p id="plan-problem" class="problem" role="alert">{problem}</p>
            <input type="hidden" name="request" value=id.to_string()/>
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
    // The zone is mostly the agent's own, which only a browser knows. A name that the server has just
    // refused is not offered again.
    let is_refused = wrong == Some(PlanField::PageZone);
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
    view! {
        <Field field=PlanField::Date label=Text::Date kind="date" value=date wrong/>
        <Field field=PlanField::Time label=Text::TimeLabel kind="time" value=time wrong/>
        <label class="field">
            <span>{language.say(Text::TimeIsIn)}</span>
            <input
                type="text"
                name=PlanField::PageZone.name()
                value=place
                placeholder="Europe/Madrid"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="plan-problem plan-zone-hint"
                aria-invalid=is_refused.then_some("true")
                node_ref=input
            />
            <span id="plan-zone-hint" class="quiet small" hidden=move || !unknown.get()>
                {language.say(Text::ZoneHint)}
            </span>
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
                dir=(kind == "text").then_some("auto")
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
