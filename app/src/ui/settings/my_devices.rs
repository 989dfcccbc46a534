//! Every browser in which the agent has signed in: how it does, its name, and its removal.

use leptos::{html, prelude::*};

use domain::time::Timestamp;

use crate::{
    desk::actions,
    device::user_agent::UserAgent,
    text::{Devices, use_language},
    ui::kit::{day_time::DayTime, press_token::PressToken},
    wire::{
        answer::Asked,
        devices::{DeviceEntry, LONGEST_NAME, Place, PushService},
        error::AppError,
        steps::DeviceChange,
    },
};

const ACTION: &str = "/profile/notifications/devices";

#[component]
pub fn MyDevices(devices: Asked<Result<Vec<DeviceEntry>, AppError>>) -> impl IntoView {
    let language = use_language();
    let known = RwSignal::new(Vec::new());
    let problem = RwSignal::new(None);
    view! {
        <section class="card devices" aria-labelledby="my-devices">
            <h2 id="my-devices">{language.say(Devices::MyDevices)}</h2>
            <p class="quiet small">{language.say(Devices::MyDevicesLead)}</p>
            <p class="problem" role="alert">
                {move || problem.get().map(|problem| language.say(&problem))}
            </p>
            <Suspense>
                {move || Suspend::new(async move {
                    match devices.await {
                        Ok(devices) => {
                            known.set(devices);
                            view! { <DeviceList known problem/> }.into_any()
                        }
                        Err(problem) => view! {
                            <p class="problem" role="alert">{language.say(&problem)}</p>
                        }
                            .into_any(),
                    }
                })}
            </Suspense>
        </section>
    }
}

/// What is done to one of them leaves the others, and what is being typed there, as they are.
#[component]
fn DeviceList(
    known: RwSignal<Vec<DeviceEntry>>,
    problem: RwSignal<Option<AppError>>,
) -> impl IntoView {
    view! {
        <ul class="device-list" aria-labelledby="my-devices">
            <For each=move || known.get() key=|device| device.id let:device>
                <DeviceItem device known problem/>
            </For>
        </ul>
    }
}

/// `device`: as it is at first.
#[component]
fn DeviceItem(
    device: DeviceEntry,
    known: RwSignal<Vec<DeviceEntry>>,
    problem: RwSignal<Option<AppError>>,
) -> impl IntoView {
    let language = use_language();
    let id = device.id;
    let typed = device.name.clone().unwrap_or_default();
    // Of one that was removed, the last that was known.
    let device = Memo::new(move |last: Option<&DeviceEntry>| {
        let now = known.with(|known| known.iter().find(|known| known.id == id).cloned());
        now.or_else(|| last.cloned())
            .unwrap_or_else(|| device.clone())
    });
    let browser = move || device.with(|device| language.say(&UserAgent::read(&device.user_agent)));
    let called = move || {
        device
            .with(|device| device.name.clone())
            .unwrap_or_else(browser)
    };
    let field = format!("device-name-{id}");
    let hint = format!("device-hint-{id}");
    let input = NodeRef::<html::Input>::new();
    let rename = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let name = input
            .get_untracked()
            .map(|input| input.value())
            .unwrap_or_default();
        actions::change_device(id, DeviceChange::Rename { name }, known, problem);
    };
    let remove = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        actions::change_device(id, DeviceChange::Remove, known, problem);
    };
    view! {
        <li class="device-item">
            <p class="device-title">
                <strong><bdi>{called}</bdi></strong>
                {device
                    .with_untracked(|device| device.place == Place::Here)
                    .then(|| view! { <span class="chip">{language.say(Devices::ThisOne)}</span> })}
            </p>
            <p class="small">{move || language.say(Devices::Health(device.read().health))}</p>
            <dl class="facts small">
                {move || device.read().name.is_some().then(|| view! {
                    <div>
                        <dt>{language.say(Devices::Browser)}</dt>
                        <dd>{browser}</dd>
                    </div>
                })}
                <Moment name=language.say(Devices::Shown) at=Signal::derive(move || device.read().shown_at)/>
                <Moment name=language.say(Devices::Seen) at=Signal::derive(move || Some(device.read().seen_at))/>
                <Moment name=language.say(Devices::Added) at=Signal::derive(move || Some(device.read().created_at))/>
            </dl>
            {move || (device.read().push_service == PushService::Known)
                .then(|| view! { <p class="quiet small">{language.say(Devices::ByWebPush)}</p> })}
            <details>
                <summary>{language.say(Devices::Change)}</summary>
                <form class="device-form" method="post" action=ACTION>
                    <input type="hidden" name="device" value=id.to_string()/>
                    <PressToken/>
                    <div class="field">
                        <label for=field.clone()>{language.say(Devices::Name)}</label>
                        <input
                            id=field
                            name="name"
                            type="text"
                            maxlength=LONGEST_NAME.to_string()
                            autocomplete="off"
                            value=typed
                            aria-describedby=hint.clone()
                            node_ref=input
                        />
                        <p id=hint class="quiet small">{language.say(Devices::NameHint)}</p>
                    </div>
                    <div class="bar">
                        <button
                            type="submit"
                            name="action"
                            value="rename"
                            class="button"
                            aria-label=move || language.say(Devices::RenameOf(&called()))
                            on:click=rename
                        >
                            {language.say(Devices::Rename)}
                        </button>
                        <button
                            type="submit"
                            name="action"
                            value="remove"
                            class="button"
                            aria-label=move || language.say(Devices::RemoveOf(&called()))
                            on:click=remove
                        >
                            {language.say(Devices::Remove)}
                        </button>
                    </div>
                </form>
            </details>
        </li>
    }
}

#[component]
fn Moment(name: String, #[prop(into)] at: Signal<Option<Timestamp>>) -> impl IntoView {
    let language = use_language();
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                {move || match at.get() {
                    Some(at) => view! {
                        <DayTime at/>
                    }
                        .into_any(),
                    None => language.say(Devices::Never).into_any(),
                }}
            </dd>
        </div>
    }
}
