//! What became of a notification: what each device did and when, and how the offer ended.

use leptos::prelude::*;

use domain::time::Timestamp;

use crate::{
    device::user_agent::UserAgent,
    text::{Courses, Language, PageZone, iso, second_of_day, use_language},
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
            <p class="quiet small">{language.say(Courses::Ending(&ending))} " " <Second at/></p>
        })}
    }
}

/// The same behind the names of the devices, for who reads many.
#[component]
pub fn FoldedCourse(course: Course) -> impl IntoView {
    let language = use_language();
    let mut names = Vec::new();
    for delivery in &course.deliveries {
        let name = device_name(&delivery.device, language);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return view! { <CourseList course/> }.into_any();
    }
    view! {
        <details class="course-fold">
            <summary><bdi>{names.join(", ")}</bdi></summary>
            <CourseList course/>
        </details>
    }
    .into_any()
}

fn device_name(device: &DeviceName, language: Language) -> String {
    match device {
        DeviceName::Given(name) => name.clone(),
        DeviceName::Browser(header) => language.say(&UserAgent::read(header)),
        DeviceName::Removed => language.say(Courses::RemovedDevice),
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
    let name = device_name(&device, language);
    let steps = steps
        .into_iter()
        .map(|step| {
            let stage = step.stage;
            view! {
                <li>
                    <span>{language.say(Courses::Step { channel, stage })}</span>
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
    view! { <p class="quiet small">{move || language.say(Courses::TimesIn(&name()))}</p> }
}
