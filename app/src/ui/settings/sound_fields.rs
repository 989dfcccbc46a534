//! How it sounds: who makes the sound, and which chime it is.

use domain::{
    sound::{Chime, Sound, Tune, Volume},
    switch::Switch,
};
use leptos::{html, prelude::*};

use super::rows::{ChoiceRow, SwitchRow};
use crate::{
    desk::here::{self, Wish},
    device::sound::{SoundChoice, tune_name},
    text::{Text, use_language},
};

/// What is chosen in the form.
#[derive(Clone, Copy)]
pub struct SoundForm {
    choice: RwSignal<SoundChoice>,
    tune: RwSignal<Tune>,
    volume: RwSignal<Volume>,
    repeat: RwSignal<bool>,
}

impl SoundForm {
    pub fn new(saved: Sound) -> Self {
        let chime = match saved {
            Sound::Chime(chime) => chime,
            Sound::System | Sound::Off => Chime::default(),
        };
        Self {
            choice: RwSignal::new(saved.into()),
            tune: RwSignal::new(chime.tune),
            volume: RwSignal::new(chime.volume),
            repeat: RwSignal::new(chime.repeat.is_on()),
        }
    }

    pub fn sound(self) -> Sound {
        self.choice.get_untracked().with(self.chime())
    }

    fn chime(self) -> Chime {
        Chime {
            tune: self.tune.get_untracked(),
            volume: self.volume.get_untracked(),
            repeat: Switch::from(self.repeat.get_untracked()),
        }
    }
}

#[component]
pub fn SoundFields(form: SoundForm) -> impl IntoView {
    let language = use_language();
    view! {
        <fieldset class="settings sound-settings">
            <legend>{language.say(Text::Sound)}</legend>
            <ChoiceRow
                name="sound"
                value="system"
                means=SoundChoice::System
                label=language.say(Text::SoundSystem)
                help=language.say(Text::SoundSystemHelp)
                chosen=form.choice
            />
            <ChoiceRow
                name="sound"
                value="chime"
                means=SoundChoice::Chime
                label=language.say(Text::SoundChime)
                help=language.say(Text::SoundChimeHelp)
                chosen=form.choice
            />
            // Shown by the style sheet only while the chime is chosen, with scripts or without.
            <div class="chime-settings">
                <TuneRow form/>
                <VolumeRow form/>
                <SwitchRow
                    name="repeat"
                    label=language.say(Text::RepeatUntilHandled)
                    help=language.say(Text::RepeatUntilHandledHelp)
                    on=form.repeat
                />
            </div>
            <ChoiceRow
                name="sound"
                value="off"
                means=SoundChoice::Off
                label=language.say(Text::SoundOff)
                chosen=form.choice
            />
        </fieldset>
    }
}

#[component]
fn TuneRow(form: SoundForm) -> impl IntoView {
    let language = use_language();
    let select = NodeRef::<html::Select>::new();
    let choose = move |name: &str| {
        let named = Tune::ALL.into_iter().find(|tune| tune_name(*tune) == name);
        if let Some(tune) = named {
            form.tune.set(tune);
        }
    };
    // What was chosen before the page was live counts.
    Effect::new(move |_| {
        if let Some(select) = select.get() {
            choose(&select.value());
        }
    });
    view! {
        <div class="setting">
            <label for="tune">{language.say(Text::Tune)}</label>
            <div class="tune">
                <select
                    id="tune"
                    name="tune"
                    node_ref=select
                    on:change=move |event| choose(&event_target_value(&event))
                >
                    {Tune::ALL
                        .map(|tune| view! {
                            <option
                                value=tune_name(tune)
                                selected=form.tune.get_untracked() == tune
                            >
                                {language.say(Text::TuneName(tune))}
                            </option>
                        })}
                </select>
                <button
                    type="button"
                    class="button scripted"
                    on:click=move |_| here::ask(Wish::Listen(form.chime()))
                >
                    {language.say(Text::Listen)}
                </button>
            </div>
        </div>
    }
}

#[component]
fn VolumeRow(form: SoundForm) -> impl IntoView {
    let language = use_language();
    let input = NodeRef::<html::Input>::new();
    let choose = move |percent: &str| {
        let volume = percent.parse::<u8>().ok();
        if let Some(Ok(volume)) = volume.map(Volume::try_from) {
            form.volume.set(volume);
        }
    };
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            choose(&input.value());
        }
    });
    view! {
        <div class="setting">
            <label for="volume">{language.say(Text::Volume)}</label>
            <input
                id="volume"
                type="range"
                name="volume"
                min=Volume::LEAST
                max=Volume::MOST
                step="10"
                value=form.volume.get_untracked().percent()
                node_ref=input
                on:change=move |event| choose(&event_target_value(&event))
            />
        </div>
    }
}
