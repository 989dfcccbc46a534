//! Profile > Notifications: what the agent wants to be told, and what this device makes of it.

use domain::switch::Switch;
use leptos::prelude::*;

use super::{
    my_devices::my_devices, page_index::page_index, preferences_form::preferences_form,
    this_device::this_device,
};
use crate::{
    api,
    desk::context::{DeskContext, SettingsNotice},
    text::{Pages, use_language},
    ui::{account::signed_in::signed_in, kit::answered::answered, kit::page_title::PageTitle},
    wire::{
        devices::{DeviceEntry, Place},
        error::AppError,
        form::{FormState, PostedForm},
    },
};

#[component]
pub fn NotificationsPage() -> impl IntoView {
    let language = use_language();
    signed_in(move |desk| {
        desk.settings.set(SettingsNotice::Idle);
        let answer = StoredValue::new(PostedForm::take());
        // Asked for once: what is done to a device later may not touch the form above the list.
        let wishes_and_devices = answered(
            || (),
            |()| api::devices(),
            || ().into_any(),
            move |devices| wishes_and_devices(desk, &answer.get_value(), devices),
        );
        view! {
            <PageTitle name=language.say(Pages::Notifications)/>
            <main id="content" class="sheet settings-sheet" tabindex="-1">
                <header>
                    <p class="quiet small"><a href="/">{language.say(Pages::Desktop)}</a></p>
                    <h1>{language.say(Pages::Notifications)}</h1>
                </header>
                {page_index(language)}
                <div class="settings-parts">
                    {this_device(desk)}
                    {wishes_and_devices}
                    <p><a href="/profile/notifications/history">{language.say(Pages::History)}</a></p>
                </div>
            </main>
        }
    })
}

/// What is asked for is known from the view; only Web Push is of the device. Where nothing answers it is taken for on,
/// as it is at first.
fn wishes_and_devices(
    desk: DeskContext,
    answer: &FormState,
    devices: Result<Vec<DeviceEntry>, AppError>,
) -> AnyView {
    let here = devices.iter().flatten();
    let here = here.filter(|device| device.place == Place::Here);
    let web_push = here.map(|device| device.web_push).next();
    vec![
        preferences_form(desk, web_push.unwrap_or(Switch::On), answer),
        my_devices(desk, devices),
    ]
    .into_any()
}
