//! What is said without ringing.

use domain::{preferences::Preferences, switch::Switch};
use leptos::prelude::*;

use super::rows::SwitchRow;
use crate::text::{Text, use_language};

/// What is chosen in the form.
#[derive(Clone, Copy)]
pub struct ReminderForm {
    upcoming: RwSignal<bool>,
    missed: RwSignal<bool>,
}

impl ReminderForm {
    pub fn new(saved: &Preferences) -> Self {
        Self {
            upcoming: RwSignal::new(saved.upcoming.is_on()),
            missed: RwSignal::new(saved.missed.is_on()),
        }
    }

    pub fn upcoming(self) -> Switch {
        Switch::from(self.upcoming.get_untracked())
    }

    pub fn missed(self) -> Switch {
        Switch::from(self.missed.get_untracked())
    }
}

#[component]
pub fn ReminderFields(form: ReminderForm) -> impl IntoView {
    let language = use_language();
    view! {
        <fieldset class="settings" aria-describedby="reminders-help">
            <legend>{language.say(Text::Reminders)}</legend>
            <p id="reminders-help" class="quiet small">{language.say(Text::RemindersHelp)}</p>
            <SwitchRow
                name="upcoming"
                label=language.say(Text::UpcomingSwitch)
                help=language.say(Text::UpcomingSwitchHelp)
                on=form.upcoming
            />
            <SwitchRow
                name="missed"
                label=language.say(Text::MissedSwitch)
                help=language.say(Text::MissedSwitchHelp)
                on=form.missed
            />
        </fieldset>
    }
}
