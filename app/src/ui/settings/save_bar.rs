//! *Save*, and whether there is anything to save: in sight as long as there is.

use leptos::{ev, prelude::*};

use super::{rows::PROBLEM, unsaved::Unsaved};
use crate::{
    desk::{
        context::{DeskContext, SettingsNotice},
        here::{self, Wish},
        settings_fields::SAVE,
    },
    reactive::memo,
    text::{Forms, Language, Settings},
    ui::kit::handler::click,
    wire::form::{FormResult, FormState, Problem},
};

/// `answer` is what the server said to the form that led here, if one did.
pub fn save_bar(
    desk: DeskContext,
    language: Language,
    unsaved: Unsaved,
    answer: &FormState,
) -> AnyView {
    let notice = RwSignal::new(answered(answer, language));
    let save = move |event: ev::MouseEvent| {
        event.prevent_default();
        if desk.settings.get_untracked() == SettingsNotice::Saving {
            return;
        }
        match unsaved.send() {
            Ok((change, web_push)) => {
                notice.set(String::new());
                here::ask(Wish::Save { change, web_push });
            }
            Err(problem) => {
                // Nothing else in this form can be typed.
                desk.settings.set(SettingsNotice::Idle);
                notice.set(language.say(Settings::QuietHoursNeedTimes));
                unsaved.stumble(&problem);
            }
        }
    };
    let said = memo(move || match desk.settings.get() {
        SettingsNotice::Saving => language.say(Forms::Saving),
        // Something was changed while it was being saved.
        SettingsNotice::Saved if unsaved.is_any.get() => language.say(Settings::Unsaved),
        SettingsNotice::Saved => language.say(Forms::Saved),
        SettingsNotice::SavedBut(state) => language.say(Settings::SavedBut(state)),
        SettingsNotice::Failed(problem) => language.say(&problem),
        SettingsNotice::Idle | SettingsNotice::TestSent | SettingsNotice::TestFailed(_) => {
            let notice = notice.get();
            if notice.is_empty() && unsaved.is_any.get() {
                language.say(Settings::Unsaved)
            } else {
                notice
            }
        }
    });
    view! {
        <div class="save-bar" data-says=move || (!said.read().is_empty()).then_some("true")>
            <button
                type="submit"
                name="action"
                value=SAVE
                class="button primary"
                aria-busy=move || {
                    (desk.settings.get() == SettingsNotice::Saving).then_some("true")
                }
                on:click=click(save)
            >
                {language.say(Forms::Save)}
            </button>
            <span id=PROBLEM role="status">{move || said.get()}</span>
        </div>
    }
    .into_any()
}

fn answered(form: &FormState, language: Language) -> String {
    match (&form.problem, form.result) {
        (Some(Problem::App(problem)), _) => language.say(problem),
        (_, FormResult::Saved) => language.say(Forms::Saved),
        (_, FormResult::Restored) => language.say(Forms::IsBack),
        _ => String::new(),
    }
}
