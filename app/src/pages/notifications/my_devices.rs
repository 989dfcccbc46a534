//! Every browser in which the agent has signed in: how it does, its name, and its removal.

use leptos::{html, prelude::*};

use crate::{
    api::DeviceChange,
    components::{actions, press_token::PressToken},
    desk_context::DeskContext,
    devices::{DeviceEntry, LONGEST_NAME, Place, PushService},
    error::AppError,
    text::{Text, UserAgent, Zone, day_and_time, iso, use_language},
};
use domain::time::Timestamp;

const ACTION: &str = "/profile/notifications/devices";

#[component]
pub fn MyDevices(
    desk: DeskContext,
    devices: Resource<Result<Vec<DeviceEntry>, AppError>>,
    changed: RwSignal<u32>,
) -> impl IntoView {
    let language = use_language();
    view! {
        <section class="card devices" aria-labelledby="my-devices">
            <h2 id="my-devices">{language.say(Text::MyDevices)}</h2>
            <p class="quiet small">{language.say(Text::MyDevicesLead)}</p>
            // The list stands while it is asked for again.
            <Transition>
                {move || Suspend::new(async move {
                    match devices.await {
                        Ok(devices) => view! {
                            <ul class="device-list" aria-labelledby="my-devices">
                                {devices
                                    .into_iter()
                                    .map(|device| view! { <DeviceItem desk device changed/> })
                                    .collect_view()}
                            </ul>
                        }
                            .into_any(),
                        Err(problem) => view! {
                            <p class="problem" role="alert">{language.say(Text::Problem(&problem))}</p>
                        }
                            .into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

#[component]
fn DeviceItem(desk: DeskContext, device: DeviceEntry, changed: RwSignal<u32>) -> impl IntoView {
    let language = use_language();
    let id = device.id;
    let browser = language.say(Text::Browser(&UserAgent::read(&device.user_agent)));
    let called = device.name.clone().unwrap_or_else(|| browser.clone());
    let field = format!("device-name-{id}");
    let hint = format!("device-hint-{id}");
    let input = NodeRef::<html::Input>::new();
    let rename = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let name = input
            .get_untracked()
            .map(|input| input.value())
            .unwrap_or_default();
        actions::change_device(desk, id, DeviceChange::Rename { name }, changed);
    };
    let remove = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        actions::change_device(desk, id, DeviceChange::Remove, changed);
    };
    view! {
        <li class="device-item">
            <p class="device-title">
                <strong><bdi>{called.clone()}</bdi></strong>
                {(device.place == Place::Here)
                    .then(|| view! { <span class="chip">{language.say(Text::ThisOne)}</span> })}
            </p>
            <p class="small">{language.say(Text::Health(device.health))}</p>
            <dl class="facts small">
                {device.name.is_some().then(|| view! {
                    <div>
                        <dt>{language.say(Text::BrowserLabel)}</dt>
                        <dd>{browser}</dd>
                    </div>
                })}
                <Moment name=language.say(Text::DeviceShown) at=device.shown_at/>
                <Moment name=language.say(Text::DeviceSeen) at=Some(device.seen_at)/>
                <Moment name=language.say(Text::DeviceAdded) at=Some(device.created_at)/>
            </dl>
            {(device.push_service == PushService::Known)
                .then(|| view! { <p class="quiet small">{language.say(Text::ByWebPush)}</p> })}
            <details>
                <summary>{language.say(Text::ChangeDevice)}</summary>
                <form class="device-form" method="post" action=ACTION>
                    <input type="hidden" name="device" value=id.to_string()/>
                    <PressToken/>
                    <div class="field">
                        <label for=field.clone()>{language.say(Text::DeviceName)}</label>
                        <input
                            id=field
                            name="name"
                            type="text"
                            maxlength=LONGEST_NAME.to_string()
                            autocomplete="off"
                            value=device.name.unwrap_or_default()
                            aria-describedby=hint.clone()
                            node_ref=input
                        />
                        <p id=hint class="quiet small">{language.say(Text::DeviceNameHint)}</p>
                    </div>
                    <div class="bar">
                        <button
                            type="submit"
                            name="action"
                            value="rename"
                            class="button"
                            aria-label=language.say(Text::RenameOf(&called))
                            on:click=rename
                        >
                            {language.say(Text::Rename)}
                        </button>
                        <button
                            type="submit"
                            name="action"
                            value="remove"
                            class="button"
                            aria-label=language.say(Text::RemoveOf(&called))
                            on:click=remove
                        >
                            {language.say(Text::Remove)}
                        </button>
                    </div>
                </form>
            </details>
        </li>
    }
}

#[component]
fn Moment(name: String, at: Option<Timestamp>) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<Zone>>();
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                {match at {
                    Some(at) => view! {
                        <time datetime=iso(at)>{move || day_and_time(at, zone.get())}</time>
                    }
                        .into_any(),
                    None => language.say(Text::Never).into_any(),
                }}
            </dd>
        </div>
    }
}
