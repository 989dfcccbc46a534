//! *When it rings*: which popups come, for what, and what a click on one does.

use leptos::prelude::*;

use super::rows::{Rows, section};
use crate::{
    desk::settings_fields::WEB_PUSH,
    text::{Notes, Settings},
    wire::switches::KIND_SWITCHES,
};

pub const ID: &str = "when-it-rings";

pub fn ringing_fields(rows: &Rows) -> AnyView {
    let switch = |name, label, help| rows.switch(name, label, Some(help));
    let kinds = KIND_SWITCHES
        .map(|kinds| rows.switch(kinds.field, Settings::KindGroup(kinds.kinds[0]), None));
    let first = vec![
        switch(
            "desktop_notifications",
            Settings::DesktopNotifications,
            Settings::DesktopNotificationsHelp,
        ),
        switch(
            "while_looking",
            Settings::WhileLooking,
            Settings::WhileLookingHelp,
        ),
        switch(WEB_PUSH, Settings::WebPush, Settings::WebPushHelp),
        switch(
            "click_connects",
            Settings::ClickConnects,
            Settings::ClickConnectsHelp,
        ),
    ];
    let reminders = vec![
        switch(
            "upcoming",
            Settings::UpcomingSwitch,
            Settings::UpcomingSwitchHelp,
        ),
        switch("missed", Settings::MissedSwitch, Settings::MissedSwitchHelp),
    ];
    let parts = vec![
        view! { <div class="settings">{first}</div> }.into_any(),
        rows.group(
            "ring-me-for",
            rows.say(Settings::RingMeFor),
            Some(Settings::RingMeForHelp),
            kinds.into(),
        ),
        rows.group(
            "reminders",
            rows.language.say(Notes::Reminders),
            Some(Settings::RemindersHelp),
            reminders,
        ),
    ];
    section(ID, "card", rows.say(Settings::WhenItRings), parts)
}
