//! What became of a notification: what each device did and when, and how the offer ended.

use leptos::prelude::*;

use domain::time::Timestamp;

use crate::{
    device::user_agent::UserAgent,
    text::{PageZone, Text, iso, second_of_day, use_language},
    wire::trace::{Course, DeviceDelivery, DeviceName},
};

#[component]
pub fn CourseList(course: Course) -> impl IntoView {
    let language = use_language();
    let Course { deliveries, end } = course;
    view! {
        {(!deliveries.is_empty()).then(|| view! {
            <ul class="course small">
                {deliveries
                    .into_iter()
                    .map(|delivery| view! { <DeviceSteps delivery/> })
                    .collect_view()}
            </ul>
        })}
        {end.map(|(at, ending)| view! {
            <p class="quiet small">{language.say(Text::TraceEnding(&ending))} " " <Second at/></p>
        })}
    }
}

#[component]
fn DeviceSteps(delivery: DeviceDelivery) -> impl IntoView {
    let language = use_language();
    let DeviceDelivery {
        device,
        channel,
        steps,
    } = delivery;
    let name = match device {
        DeviceName::Given(name) => name,
        DeviceName::Browser(header) => language.say(Text::Browser(&UserAgent::read(&header))),
        DeviceName::Removed => language.say(Text::RemovedDevice),
    };
    let steps = steps
        .into_iter()
        .map(|step| {
            let stage = step.stage;
            view! {
                <li>
                    <span>{language.say(Text::TraceStep { channel, stage })}</span>
                    " "
                    <Second at=step.at/>
                </li>
            }
        })
        .collect_view();
    view! {
        <li data-channel=channel.as_str()>
            <strong><bdi>{name}</bdi></strong>
            <ol class="course-steps quiet">{steps}</ol>
        </li>
    }
}

#[component]
fn Second(at: Timestamp) -> impl IntoView {
    let zone = expect_context::<RwSignal<PageZone>>();
    view! { <time datetime=iso(at)>{move || second_of_day(at, zone.get())}</time> }
}

/// Which clock the times of a page are those of.
#[component]
pub fn TimesIn() -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let name = move || {
        let own = (zone.get() == PageZone::Local).then(crate::text::own_zone);
        own.flatten().unwrap_or_else(|| "UTC".to_owned())
    };
    view! { <p class="quiet small">{move || language.say(Text::TimesIn(&name()))}</p> }
}
