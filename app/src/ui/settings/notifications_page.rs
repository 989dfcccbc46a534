//! Profile > Notifications: what the agent wants to be told, and what this device makes of it.

use leptos::prelude::*;

use super::{my_devices::MyDevices, preferences_form::PreferencesForm, this_device::ThisDevice};
use crate::{
    api,
    text::{Text, use_language},
    ui::{account::signed_in::signed_in, kit::page_title::PageTitle},
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
