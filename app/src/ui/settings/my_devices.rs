//! Every browser in which the agent has signed in: how it does, its name, and its removal.

use domain::time::Timestamp;
use leptos::{ev, html, prelude::*};

use super::{page_index::MY_DEVICES, rows::section};
use crate::{
    desk::{
        actions,
        context::{DeskContext, SettingsNotice},
    },
    device::user_agent::UserAgent,
    reactive::{effect, memo},
    text::{Devices, Language, Wall, iso, moment, use_language},
    ui::kit::{day_time::use_wall, each::each, focus, handler::click, press_token::PressToken},
    wire::{
        devices::{DeviceEntry, LONGEST_NAME, Place, PushService},
        error::AppError,
        steps::DeviceChange,
    },
};

const ACTION: &str = "/profile/notifications/devices";

/// What is known of them, and what could not be done.
#[derive(Clone, Copy)]
struct Known {
    devices: RwSignal<Vec<DeviceEntry>>,
    problem: RwSignal<Option<AppError>>,
}

pub fn my_devices(desk: DeskContext, devices: Result<Vec<DeviceEntry>, AppError>) -> AnyView {
    let language = use_language();
    let (devices, problem) = match devices {
        Ok(devices) => (devices, None),
        Err(problem) => (Vec::new(), Some(problem)),
    };
    let known = Known {
        devices: RwSignal::new(devices),
        problem: RwSignal::new(problem),
    };
    effect(move || {
        if desk.settings.get() == SettingsNotice::TestSent {
            known.note_test();
        }
    });
    let problem = move || known.problem.get().map(|problem| language.say(&problem));
    let parts = vec![
        view! { <p class="quiet small">{language.say(Devices::MyDevicesLead)}</p> }.into_any(),
        view! { <p class="problem" role="alert">{move || problem()}</p> }.into_any(),
        view! {
            // What is done to one of them leaves the others, and what is being typed there, as they are.
            <ul class="device-list" aria-labelledby=MY_DEVICES>
                {each(
                    move || known.devices.get(),
                    |device| device.id.to_string(),
                    move |device| device_item(&device, known, language).into_any(),
                )}
            </ul>
        }
        .into_any(),
    ];
    section(
        MY_DEVICES,
        "card devices",
        language.say(Devices::MyDevices),
        parts,
    )
}

impl Known {
    fn change(self, device: &DeviceEntry, change: DeviceChange) {
        let is_removal = change == DeviceChange::Remove;
        actions::change_device(device.id, change, self.devices, self.problem, move || {
            // What was pressed has gone with it.
            if is_removal {
                focus::once_drawn(|| {
                    if focus::is_lost() {
                        focus::rest_on(&format!("#{MY_DEVICES}"));
                    }
                });
            }
        });
    }

    /// The system of this device has taken a test.
    fn note_test(self) {
        let devices = self.devices.get_untracked();
        let here = devices.iter().find(|device| device.place == Place::Here);
        if let Some(here) = here {
            self.change(here, DeviceChange::Tested);
        }
    }
}

/// `first`: as it is at first.
fn device_item(first: &DeviceEntry, known: Known, language: Language) -> AnyView {
    let id = first.id;
    let first = StoredValue::new(first.clone());
    // Of one that was removed, what was known at first.
    let device = memo(move || {
        let devices = known.devices.read();
        let now = devices.iter().find(|device| device.id == id).cloned();
        now.unwrap_or_else(|| first.get_value())
    });
    let wall = use_wall();
    let called = move || called(&device.read(), language);
    let field = format!("device-name-{id}");
    let hint = format!("device-hint-{id}");
    let input = NodeRef::<html::Input>::new();
    let rename = move || {
        let name = input.get_untracked().map(|input| input.value());
        let name = name.unwrap_or_default();
        first.with_value(|device| known.change(device, DeviceChange::Rename { name }));
    };
    let remove = move || first.with_value(|device| known.change(device, DeviceChange::Remove));
    let buttons = vec![
        button(
            "rename",
            language.say(Devices::Rename),
            Signal::derive(move || language.say(Devices::RenameOf(&called()))),
            Callback::new(move |()| rename()),
        ),
        button(
            "remove",
            language.say(Devices::Remove),
            Signal::derive(move || language.say(Devices::RemoveOf(&called()))),
            Callback::new(move |()| remove()),
        ),
    ];
    view! {
        <li class="device-item">
            {move || told(&device.read(), wall.get(), language)}
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
                            value=first.with_value(|device| device.name.clone()).unwrap_or_default()
                            aria-describedby=hint.clone()
                            node_ref=input
                        />
                        <p id=hint class="quiet small">{language.say(Devices::NameHint)}</p>
                    </div>
                    <div class="bar">{buttons}</div>
                </form>
            </details>
        </li>
    }
    .into_any()
}

fn button(
    action: &'static str,
    words: String,
    label: Signal<String>,
    press: Callback<()>,
) -> AnyView {
    view! {
        <button
            type="submit"
            name="action"
            value=action
            class="button"
            aria-label=label
            on:click=click(move |event: ev::MouseEvent| {
                event.prevent_default();
                press.run(());
            })
        >
            {words}
        </button>
    }
    .into_any()
}

/// All that is said of a device.
fn told(device: &DeviceEntry, wall: Wall, language: Language) -> Vec<AnyView> {
    let here = (device.place == Place::Here).then(|| language.say(Devices::ThisOne));
    let fact = |what: Devices<'_>, is: String| {
        let what = language.say(what);
        view! { <div><dt>{what}</dt><dd>{is}</dd></div> }.into_any()
    };
    let fact_at = |what: Devices<'_>, at: Option<Timestamp>| {
        let (what, written) = (language.say(what), at.map(iso));
        let at = at.map_or_else(
            || language.say(Devices::Never),
            |at| moment(at, wall, language),
        );
        view! { <div><dt>{what}</dt><dd><time datetime=written>{at}</time></dd></div> }.into_any()
    };
    let mut facts = vec![
        fact_at(Devices::Shown, device.shown_at),
        fact_at(Devices::Seen, Some(device.seen_at)),
        fact_at(Devices::Added, Some(device.created_at)),
    ];
    if device.name.is_some() {
        facts.insert(0, fact(Devices::Browser, browser(device, language)));
    }
    let line = |class, words| view! { <p class=class>{words}</p> }.into_any();
    let mut told = vec![
        view! {
            <p class="device-title">
                <strong><bdi>{called(device, language)}</bdi></strong>
                {here.map(|here| view! { <span class="chip">{here}</span> })}
            </p>
        }
        .into_any(),
        line("small", language.say(Devices::Health(device.health))),
        view! { <dl class="facts small">{facts}</dl> }.into_any(),
    ];
    if device.push_service == PushService::Known {
        told.push(line("quiet small", language.say(Devices::ByWebPush)));
    }
    told
}

/// By its agent or, without a name, after its browser.
fn called(device: &DeviceEntry, language: Language) -> String {
    let name = device.name.clone();
    name.unwrap_or_else(|| browser(device, language))
}

fn browser(device: &DeviceEntry, language: Language) -> String {
    language.say(&UserAgent::read(&device.user_agent))
}
