//! *Privacy and quiet hours*: how much a popup says to whoever else can see the screen, and when none may come.

use domain::preferences::Privacy;
use leptos::prelude::*;

use super::rows::{Rows, section};
use crate::{desk::settings_fields::privacy_name, text::Settings, wire::switches::KIND_SWITCHES};

pub const ID: &str = "privacy-and-quiet";

pub fn privacy_fields(rows: &Rows) -> AnyView {
    let levels = Privacy::ALL.map(|level| {
        rows.choice(
            "privacy",
            privacy_name(level),
            Settings::PrivacyLevel(level),
            Some(Settings::PrivacyLevelHelp(level)),
        )
    });
    let parts = vec![
        rows.group(
            "privacy-settings",
            rows.say(Settings::Privacy),
            Some(Settings::PrivacyHelp),
            levels.into(),
        ),
        rows.group(
            "quiet-settings",
            rows.say(Settings::QuietHours),
            Some(Settings::QuietHoursHelp),
            vec![
                rows.switch("quiet", Settings::QuietHoursOn, None),
                quiet_details(rows),
            ],
        ),
    ];
    section(ID, "card", rows.say(Settings::PrivacyAndQuiet), parts)
}

/// Shown by the style sheet only while quiet hours are on, with scripts or without.
fn quiet_details(rows: &Rows) -> AnyView {
    let times = vec![
        rows.field("quiet_from", "time", Settings::QuietFrom),
        rows.field("quiet_until", "time", Settings::QuietUntil),
        rows.field("quiet_zone", "text", Settings::QuietZone),
    ];
    let through: Vec<_> = KIND_SWITCHES
        .map(|kinds| rows.switch(kinds.through, Settings::EvenThen(kinds.kinds[0]), None))
        .into();
    view! {
        <div class="quiet-details">
            <div class="plan-fields">{times}</div>
            <p class="quiet small">{rows.say(Settings::BreaksThrough)}</p>
            {through}
        </div>
    }
    .into_any()
}
