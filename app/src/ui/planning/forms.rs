//! The form that plans a call, and the one that moves it. What was typed comes back with what is wrong
//! with it.

use domain::{customer::Customer, id::RequestId, view::Row};
use leptos::prelude::*;

use super::{field::Field, when_fields::WhenFields, whose_fields::WhoseFields};
use crate::{
    desk::context::DeskContext,
    text::{Facts, Language, Pages, Planning, customer_name, use_language},
    ui::kit::{
        handler::{click, happened},
        press_token::PressToken,
        text_area::TextArea,
        typed::Typed,
    },
    wire::{
        error::AppError,
        form::{FormState, Problem},
        plan::{FOR, PlanField},
    },
};

/// The name under which a tab keeps what was typed to plan a call, for the customer of that request or for any.
pub fn plan_name(for_request: Option<RequestId>) -> String {
    for_request.map_or_else(|| "plan".to_owned(), |request| format!("plan-{request}"))
}

/// And to move this one.
pub fn move_name(call: RequestId) -> String {
    format!("move-{call}")
}

/// `for_request`: the one whose customer is to be called, if it is known.
#[component]
pub fn PlanForm(
    desk: DeskContext,
    form: StoredValue<FormState>,
    for_request: Option<RequestId>,
) -> impl IntoView {
    let language = use_language();
    let form = form.get_value();
    let problem = problem_text(&form, language);
    // What became of a call in the list is no answer to what is typed here.
    let form = if form.is_of("plan") {
        form
    } else {
        FormState::default()
    };
    let wrong = wrong_field(&form);
    let row = desk.with_untracked(|view| view.requests.get(&for_request?).cloned());
    let known = row
        .as_ref()
        .map(|row| row.customer.clone())
        .unwrap_or_default();
    let typed = |field: PlanField| {
        let typed = form.field(field.name()).map(str::to_owned);
        typed
            .or_else(|| known_of(&known, field))
            .unwrap_or_default()
    };
    let title = row.as_ref().map_or_else(
        || language.say(Pages::ScheduleCall),
        |row| language.say(Planning::PlanFor(&customer_name(&row.customer, language))),
    );
    let mine = form.field("owner") != Some("team");
    let team = form
        .field(PlanField::Team.name())
        .map(str::to_owned)
        .or_else(|| row.as_ref().map(|row| row.team.to_string()));
    let typed_here = Typed::new(desk, &plan_name(for_request), &form);
    view! {
        <form
            id="plan"
            class="card plan"
            method="post"
            action="/schedule"
            novalidate
            node_ref=typed_here.form
            on:input=happened(move |_| typed_here.keep())
        >
            <PressToken/>
            <h2 id="plan-title" tabindex="-1">{title}</h2>
            <p id="plan-problem" class="problem" role="alert">{problem}</p>
            {for_request.map(|request| view! {
                <input type="hidden" name=FOR value=request.to_string()/>
            })}
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
                zone=typed(PlanField::Zone)
                planned=None
                wrong
            />
            <label class="field">
                <span>{language.say(Facts::Note)}</span>
                <TextArea
                    name=PlanField::Note.name()
                    value=typed(PlanField::Note)
                    rows=2
                    invalid=(wrong == Some(PlanField::Note)).then_some("true")
                />
            </label>
            <WhoseFields desk team mine wrong/>
            <div class="bar plan-bar">
                <button type="submit" class="button primary" name="action" value="plan">
                    {language.say(Pages::ScheduleCall)}
                </button>
            </div>
        </form>
    }
}

#[component]
pub fn MoveForm(
    desk: DeskContext,
    call: RequestId,
    form: StoredValue<FormState>,
    left: RwSignal<bool>,
) -> impl IntoView {
    let row = desk.with_untracked(|view| view.requests.get(&call).cloned());
    let asked = call.to_string();
    let answer = form.get_value();
    let answer = if answer.is_of("move") && answer.field("request") == Some(&asked) {
        answer
    } else {
        FormState::default()
    };
    let planned = row.as_ref().and_then(Row::planned_for);
    let customer = row.map(|row| row.customer).unwrap_or_default();
    let language = use_language();
    let wrong = wrong_field(&answer);
    let problem = problem_text(&answer, language);
    let typed = |field: PlanField| answer.field(field.name()).map(str::to_owned);
    let zone = typed(PlanField::Zone)
        .or_else(|| customer.time_zone.clone())
        .unwrap_or_default();
    let customer = customer_name(&customer, language);
    let typed_here = Typed::new(desk, &move_name(call), &answer);
    view! {
        <form
            id="plan"
            class="card plan"
            method="post"
            action="/schedule"
            novalidate
            node_ref=typed_here.form
            on:input=happened(move |_| typed_here.keep())
        >
            <PressToken/>
            <h2 id="plan-title" tabindex="-1">{language.say(Planning::MoveOf(&customer))}</h2>
            <p id="plan-problem" class="problem" role="alert">{problem}</p>
            <input type="hidden" name="request" value=call.to_string()/>
            <WhenFields
                date=typed(PlanField::Date).unwrap_or_default()
                time=typed(PlanField::Time).unwrap_or_default()
                zone
                planned
                wrong
            />
            <div class="bar plan-bar">
                <button type="submit" class="button primary" name="action" value="move">
                    {language.say(Planning::Move)}
                </button>
                // Nothing scrolls: the form that every page begins with stands in the same place.
                <a
                    class="button quiet-button"
                    href="/schedule"
                    data-noscroll=""
                    on:click=click(move |_| {
                        form.set_value(FormState::default());
                        left.set(true);
                    })
                >
                    {language.say(Planning::Keep)}
                </a>
            </div>
        </form>
    }
}

fn known_of(customer: &Customer, field: PlanField) -> Option<String> {
    match field {
        PlanField::Name => customer.name.clone(),
        PlanField::Phone => customer.phone.clone(),
        PlanField::Email => customer.email.clone(),
        PlanField::Zone => customer.time_zone.clone(),
        _ => None,
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
