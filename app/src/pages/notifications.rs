//! Profile > Notifications: what the agent wants to be told, and what this device makes of it.

mod as_posted;
mod my_devices;
mod preferences_form;
mod privacy_fields;
mod quiet_fields;
mod reminder_fields;
mod rows;
mod sound_fields;
mod this_device;

use leptos::prelude::*;

use self::{my_devices::MyDevices, preferences_form::PreferencesForm, this_device::ThisDevice};
use super::signed_in;
use crate::{
    api,
    components::page_title::PageTitle,
    text::{Text, use_language},
};

#[component]
pub fn NotificationsPage() -> impl IntoView {
    let language = use_language();
    signed_in(move |desk| {
        // Asked for once: what is done to a device later may not touch the form above the list.
        let devices = Resource::new_blocking(|| (), |()| api::devices());
        view! {
            <PageTitle name=language.say(Text::Notifications)/>
            <main id="content" class="sheet" tabindex="-1">
                <header>
                    <p class="quiet small"><a href="/">{language.say(Text::DesktopTitle)}</a></p>
                    <h1>{language.say(Text::Notifications)}</h1>
                </header>
                <PreferencesForm desk devices/>
                <ThisDevice desk/>
                <MyDevices devices/>
                <p><a href="/profile/notifications/history">{language.say(Text::History)}</a></p>
            </main>
        }
    })
}
