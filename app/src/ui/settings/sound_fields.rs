//! *Sound*: who makes it, and which chime it is.

use domain::sound::{Tune, Volume};
use leptos::prelude::*;

use super::{
    rows::{Rows, section},
    unsaved::Unsaved,
};
use crate::{
    desk::here::{self, Wish},
    device::sound::tune_name,
    text::Settings,
    ui::kit::handler::click,
};

pub const ID: &str = "sound";

pub fn sound_fields(rows: &Rows, unsaved: Unsaved) -> AnyView {
    let choice = |value, label, help| rows.choice("sound", value, label, help);
    let choices = vec![
        choice(
            "system",
            Settings::SoundSystem,
            Some(Settings::SoundSystemHelp),
        ),
        choice(
            "chime",
            Settings::SoundChime,
            Some(Settings::SoundChimeHelp),
        ),
        chime_details(rows, unsaved),
        choice("off", Settings::SoundOff, None),
    ];
    let group = rows.group("sound-settings", rows.say(Settings::Sound), None, choices);
    section(ID, "card", rows.say(Settings::Sound), vec![group])
}

/// Shown by the style sheet only while the chime is chosen, with scripts or without.
fn chime_details(rows: &Rows, unsaved: Unsaved) -> AnyView {
    let volume = rows.shown.get("volume").unwrap_or_default().to_owned();
    let volume = view! {
        <input
            id="volume"
            type="range"
            name="volume"
            min=Volume::LEAST.to_string()
            max=Volume::MOST.to_string()
            step="10"
            value=volume
        />
    }
    .into_any();
    let details = vec![
        rows.labelled("tune", Settings::Tune, tune(rows, unsaved)),
        rows.labelled("volume", Settings::Volume, volume),
        rows.switch(
            "repeat",
            Settings::RepeatUntilHandled,
            Some(Settings::RepeatUntilHandledHelp),
        ),
    ];
    view! { <div class="chime-settings">{details}</div> }.into_any()
}

fn tune(rows: &Rows, unsaved: Unsaved) -> AnyView {
    let shown = rows.shown.get("tune").map(str::to_owned);
    let tunes = Tune::ALL.map(|tune| {
        let name = tune_name(tune);
        let chosen = shown.as_deref() == Some(name);
        view! { <option value=name selected=chosen>{rows.say(Settings::TuneName(tune))}</option> }
            .into_any()
    });
    let listen = move |_| {
        if let Ok(chime) = unsaved.fields().chime() {
            here::ask(Wish::Listen(chime));
        }
    };
    view! {
        <div class="tune">
            <select id="tune" name="tune">{Vec::from(tunes)}</select>
            <button type="button" class="button scripted" on:click=click(listen)>
                {rows.say(Settings::Listen)}
            </button>
        </div>
    }
    .into_any()
}
