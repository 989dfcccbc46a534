//! A day and a time, and the zone whose wall clock shows it. While somebody writes them, they say what time that is
//! for the reader.

use domain::time::Timestamp;
use leptos::{html, prelude::*, web_sys::HtmlInputElement};

use super::field::Field;
use crate::{
    reactive::effect,
    text::{
        Facts, Language, PageZone, Planning, Wall, WallTime, day_and_time, day_and_time_in,
        known_zones, moment_in_sentence, own_zone, time_of_day, use_language, wall_time, zone_of,
    },
    ui::kit::{day_time::use_wall, handler::happened},
    wire::{
        error::AppError,
        plan::{PlanField, PlanProblem},
    },
};

/// The list of all zones.
const ZONES: &str = "plan-zones";

#[component]
pub fn WhenFields(
    date: String,
    time: String,
    zone: String,
    /// When it is planned for now: what a call is moved from.
    planned: Option<Timestamp>,
    wrong: Option<PlanField>,
) -> impl IntoView {
    let language = use_language();
    let wall = use_wall();
    let fields = Inputs::default();
    // The zone is mostly the agent's own, which only a browser knows. A name that the server has just
    // refused is not offered again.
    let is_refused = wrong == Some(PlanField::Zone);
    let unknown = RwSignal::new(false);
    effect(move || {
        let Some(input) = fields.zone.get().filter(is_empty) else {
            return;
        };
        match own_zone().filter(|_| !is_refused) {
            Some(own) => input.set_value(&own),
            None => unknown.set(true),
        }
    });
    // Whoever moves a call mostly changes one of the two.
    effect(move || {
        let all = (fields.zone.get(), fields.date.get(), fields.time.get());
        let (Some(zone), Some(date), Some(time), Some(planned)) = (all.0, all.1, all.2, planned)
        else {
            return;
        };
        if is_empty(&date)
            && is_empty(&time)
            && let Some((day, clock)) = day_and_time_in(planned, &zone.value())
        {
            date.set_value(&day);
            time.set_value(&clock);
        }
    });
    let said = RwSignal::new(None::<String>);
    let read = move || said.set(for_you(&fields.entered(language), wall.get(), language));
    effect(move || read());
    // A name that the list does not have may still be a city of it. One that is neither is told at once.
    let settle = move |_| {
        let zone = fields.entered(language).zone;
        if let Some(input) = fields.zone.get_untracked() {
            input.set_value(&zone);
        }
        if !zone.is_empty() && day_and_time_in(Timestamp(0), &zone).is_none() {
            said.set(Some(language.say(Planning::NoSuchZone(&zone))));
        }
    };
    view! {
        <div class="plan-when" on:input=happened(move |_| read())>
            <Field
                field=PlanField::Date
                label=language.say(Planning::Date)
                kind="date"
                value=date
                wrong
                input=fields.date
            />
            <Field
                field=PlanField::Time
                label=language.say(Planning::Time)
                kind="time"
                value=time
                wrong
                input=fields.time
            />
            <label class="field plan-zone">
                <span>{language.say(Planning::TimeIsIn)}</span>
                <input
                    type="text"
                    name=PlanField::Zone.name()
                    value=zone
                    list=ZONES
                    placeholder="Europe/Madrid"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="plan-problem plan-zone-hint plan-for-you"
                    aria-invalid=is_refused.then_some("true")
                    on:focus=move |_| fill_list(language)
                    on:change=happened(settle)
                    node_ref=fields.zone
                />
                <span id="plan-zone-hint" class="quiet small" hidden=move || !unknown.get()>
                    {language.say(Planning::ZoneHint)}
                </span>
            </label>
            <datalist id=ZONES></datalist>
            <p id="plan-for-you" class="plan-for-you" role="status">
                {move || said.get()}
            </p>
        </div>
    }
}

#[derive(Clone, Copy, Default)]
struct Inputs {
    date: NodeRef<html::Input>,
    time: NodeRef<html::Input>,
    zone: NodeRef<html::Input>,
}

/// What stands in the fields, as their browser has it.
struct Entered {
    date: String,
    time: String,
    zone: String,
}

impl Inputs {
    fn entered(self, language: Language) -> Entered {
        let value = |input: NodeRef<html::Input>| {
            let input = input.get_untracked();
            input.map(|input| input.value()).unwrap_or_default()
        };
        let zone = value(self.zone);
        Entered {
            date: value(self.date),
            time: value(self.time),
            zone: zone_of(&zone, known_zones(), language).map_or(zone.clone(), str::to_owned),
        }
    }
}

/// When somebody is about to choose one: the page does not begin with hundreds of lines. Zones are called by nothing that
/// would have to be escaped.
fn fill_list(language: Language) {
    let list = document().get_element_by_id(ZONES);
    let Some(list) = list.filter(|list| !list.has_child_nodes()) else {
        return;
    };
    let option = |zone: &String| {
        let place = language.say(Facts::Place(zone));
        format!(r#"<option value="{zone}" label="{place}">"#)
    };
    list.set_inner_html(&known_zones().iter().map(option).collect::<String>());
}

fn is_empty(input: &HtmlInputElement) -> bool {
    input.value().is_empty()
}

/// `= 14:30 for you`, with its day where that is another one; nothing where it is what was entered.
fn for_you(entered: &Entered, wall: Wall, language: Language) -> Option<String> {
    let Entered { date, time, zone } = entered;
    let at = match wall_time(date, time, zone)? {
        WallTime::Means(at) => at,
        WallTime::Skipped => {
            let problem = PlanProblem::TimeSkipped;
            return Some(language.say(&AppError::Plan { problem }));
        }
    };
    let here = day_and_time(at, PageZone::Local);
    let (day, _) = here.split_once(' ')?;
    let said = if here == format!("{date} {time}") {
        return None;
    } else if day == date {
        time_of_day(at, PageZone::Local)
    } else {
        moment_in_sentence(at, wall, language)
    };
    Some(language.say(Planning::ForYou(&said)))
}
