//! Says what came of a step whose customer has left the screen with it, for as long as it is true.

use domain::{
    time::Span,
    view::{Attempt, Phase},
};
use leptos::prelude::*;

use crate::{
    desk::{context::DeskContext, said::Said},
    text::{PageZone, Sessions, customer_name, moment_in_sentence, time_of_day, use_language},
    ui::kit::day_time::use_wall,
    wire::steps::AfterNoAnswer,
};

/// What is nearer needs no date.
const SAME_DAY: Span = Span::minutes(12 * 60);

#[component]
pub fn OutcomeSaid(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let wall = use_wall();
    let words = Memo::new(
        move |_| match desk.last_step.with(|last| last.said().cloned())? {
            Said::NoAnswer {
                customer,
                then: AfterNoAnswer::Nothing,
            } => {
                let customer = customer_name(&customer, language);
                Some(language.say(Sessions::NoMoreCalls(&customer)))
            }
            Said::NoAnswer {
                customer,
                then: AfterNoAnswer::CallsBack(request),
            } => {
                let customer = customer_name(&customer, language);
                let now = desk.now.get();
                desk.with(|view| {
                    // Its row comes by the stream, maybe a moment later.
                    let Some(row) = view.requests.get(&request) else {
                        return Some(language.say(Sessions::DidNotAnswer(&customer)));
                    };
                    let Phase::Scheduled { due_at } = row.phase else {
                        return None;
                    };
                    let Attempt { attempt, of, .. } = row.call_back?;
                    let at = if due_at.since(now) < SAME_DAY {
                        time_of_day(due_at, zone.get())
                    } else {
                        moment_in_sentence(due_at, wall.get(), language)
                    };
                    (now < due_at).then(|| {
                        language.say(Sessions::CallBackPlanned {
                            customer: &customer,
                            at: &at,
                            attempt,
                            of,
                        })
                    })
                })
            }
            Said::Later { customer, until } => {
                let customer = customer_name(&customer, language);
                (desk.now.get() < until).then(|| language.say(Sessions::ComesBack(&customer)))
            }
        },
    );
    view! { <p class="said" role="status">{move || words.get()}</p> }
}
