//! Quiet hours: when no popup may come, and what may come all the same.

use domain::{preferences::Preferences, quiet_hours::QuietHours};
use leptos::{html, prelude::*};

use super::{as_posted::SAVE, rows::SwitchRow};
use crate::{
    text::{Text, own_zone, use_language},
    wire::{
        form::FormState,
        switches::{KIND_SWITCHES, KindSwitch, kinds_of},
    },
};

/// What the fields say at first.
const EVENING: &str = "20:00";
const MORNING: &str = "08:00";

/// What is chosen in the form.
#[derive(Clone, Copy)]
pub struct QuietForm {
    on: RwSignal<bool>,
    from: RwSignal<String>,
    until: RwSignal<String>,
    zone: RwSignal<String>,
    breaks_through: StoredValue<Vec<(KindSwitch, RwSignal<bool>)>>,
}

/// Quiet hours are on, but it is not said from when until when.
#[derive(Clone, Copy, Debug)]
pub struct NoTimes;

impl QuietForm {
    /// What was typed, if the form came back unsaved.
    pub fn new(saved: &Preferences, posted: &FormState) -> Self {
        let quiet = saved.quiet_hours.as_ref();
        let came_back = posted.is_of(SAVE);
        let text = |name: &str, known: Option<String>, usual: &str| {
            let typed = posted.field(name).map(str::to_owned);
            RwSignal::new(typed.or(known).unwrap_or_else(|| usual.to_owned()))
        };
        let switches = KIND_SWITCHES.map(|switch| {
            let through = if came_back {
                posted.field(switch.through).is_some()
            } else {
                quiet.is_some_and(|quiet| {
                    let mut kinds = switch.kinds.iter();
                    kinds.any(|kind| quiet.breaks_through.contains(kind))
                })
            };
            (switch, RwSignal::new(through))
        });
        let on = if came_back {
            posted.field("quiet").is_some()
        } else {
            quiet.is_some()
        };
        Self {
            on: RwSignal::new(on),
            from: text(
                "quiet_from",
                quiet.map(|quiet| quiet.from.to_string()),
                EVENING,
            ),
            until: text(
                "quiet_until",
                quiet.map(|quiet| quiet.until.to_string()),
                MORNING,
            ),
            zone: text("quiet_zone", quiet.map(|quiet| quiet.zone.clone()), ""),
            breaks_through: StoredValue::new(switches.to_vec()),
        }
    }

    /// # Errors
    /// They are on, and it is not said from when until when.
    pub fn quiet_hours(self) -> Result<Option<QuietHours>, NoTimes> {
        if !self.on.get_untracked() {
            return Ok(None);
        }
        let time = |field: RwSignal<String>| field.get_untracked().parse().map_err(|_| NoTimes);
        Ok(Some(QuietHours {
            zone: self.zone.get_untracked().trim().to_owned(),
            from: time(self.from)?,
            until: time(self.until)?,
            breaks_through: self.breaks_through.with_value(|switches| {
                kinds_of(
                    switches
                        .iter()
                        .filter(|(_, on)| on.get_untracked())
                        .map(|(switch, _)| switch),
                )
            }),
        }))
    }
}

#[component]
pub fn QuietFields(form: QuietForm) -> impl IntoView {
    let language = use_language();
    // The zone is mostly the agent's own, which only a browser knows.
    Effect::new(move |_| {
        if form.zone.with_untracked(String::is_empty)
            && let Some(own) = own_zone()
        {
            form.zone.set(own);
        }
    });
    view! {
        <fieldset class="settings quiet-settings" aria-describedby="quiet-help">
            <legend>{language.say(Text::QuietHours)}</legend>
            <p id="quiet-help" class="quiet small">{language.say(Text::QuietHoursHelp)}</p>
            <SwitchRow name="quiet" label=language.say(Text::QuietHoursOn) on=form.on/>
            // Shown by the style sheet only while they are on, with scripts or without.
            <div class="quiet-details">
                <div class="plan-fields">
                    <TextField name="quiet_from" kind="time" label=Text::QuietFrom value=form.from/>
                    <TextField name="quiet_until" kind="time" label=Text::QuietUntil value=form.until/>
                    <TextField name="quiet_zone" kind="text" label=Text::QuietZone value=form.zone/>
                </div>
                <p class="quiet small">{language.say(Text::BreaksThrough)}</p>
                {form
                    .breaks_through
                    .get_value()
                    .into_iter()
                    .map(|(switch, on)| view! {
                        <SwitchRow
                            name=switch.through
                            label=language.say(Text::EvenThen(switch.kinds[0]))
                            on
                        />
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}

#[component]
fn TextField(
    name: &'static str,
    kind: &'static str,
    label: Text<'static>,
    value: RwSignal<String>,
) -> impl IntoView {
    let language = use_language();
    let input = NodeRef::<html::Input>::new();
    // What was typed before the page was live counts.
    Effect::new(move |_| {
        if let Some(input) = input.get()
            && !input.value().is_empty()
        {
            value.set(input.value());
        }
    });
    view! {
        <label class="field">
            <span>{language.say(label)}</span>
            <input
                type=kind
                name=name
                value=value.get_untracked()
                prop:value=move || value.get()
                autocomplete="off"
                node_ref=input
                on:input=move |event| value.set(event_target_value(&event))
            />
        </label>
    }
}
