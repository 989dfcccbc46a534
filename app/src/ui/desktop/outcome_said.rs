//! Says what came of a step whose customer has left the screen with it.

use domain::{id::RequestId, time::Span, view::Attempt};
use leptos::prelude::*;

use crate::{
    desk::{context::DeskContext, said::Said},
    text::{PageZone, Sessions, customer_name, day_and_time, time_of_day, use_language},
};

/// What is nearer needs no date.
const SAME_DAY: Span = Span::minutes(12 * 60);

#[component]
pub fn OutcomeSaid(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let planned = move |request: RequestId| -> Option<(String, Attempt)> {
        desk.view.with(|view| {
            let row = view.requests.get(&request)?;
            let due_at = row.since();
            let at = if due_at.since(view.now) < SAME_DAY {
                time_of_day(due_at, zone.get())
            } else {
                day_and_time(due_at, zone.get())
            };
            Some((at, row.call_back?))
        })
    };
    let words = move || match desk.said.get()? {
        Said::NoAnswer {
            customer,
            call_back,
        } => {
            let customer = customer_name(&customer, language);
            // Its row comes by the stream, maybe a moment later.
            Some(match call_back.map(planned) {
                None => language.say(Sessions::NoMoreCalls(&customer)),
                Some(None) => language.say(Sessions::DidNotAnswer(&customer)),
                Some(Some((at, Attempt { attempt, of, .. }))) => {
                    language.say(Sessions::CallBackPlanned {
                        customer: &customer,
                        at: &at,
                        attempt,
                        of,
                    })
                }
            })
        }
        Said::Later { until, .. } if until <= desk.now.get() => None,
        Said::Later { customer, .. } => {
            let customer = customer_name(&customer, language);
            Some(language.say(Sessions::ComesBack(&customer)))
        }
    };
    view! { <p class="said" role="status">{words}</p> }
}
