//! Profile > Notifications: what the agent wants to be told, and what this device makes of it.

use leptos::prelude::*;

use super::{my_devices::MyDevices, preferences_form::PreferencesForm, this_device::ThisDevice};
use crate::{
    api,
    text::{Pages, use_language},
    ui::{account::signed_in::signed_in, kit::page_title::PageTitle},
    wire::answer::asked,
};

#[component]
pub fn NotificationsPage() -> impl IntoView {
    let language = use_language();
    signed_in(move |desk| {
        // Asked for once: what is done to a device later may not touch the form above the list.
        let devices = asked(|| (), |()| api::devices());
        view! {
            <PageTitle name=language.say(Pages::Notifications)/>
            <main id="content" class="sheet" tabindex="-1">
                <header>
                    <p class="quiet small"><a href="/">{language.say(Pages::Desktop)}</a></p>
                    <h1>{language.say(Pages::Notifications)}</h1>
                </header>
                <PreferencesForm desk devices/>
                <ThisDevice desk/>
                <MyDevices devices/>
                <p><a href="/profile/notifications/history">{language.say(Pages::History)}</a></p>
            </main>
        }
    })
}
