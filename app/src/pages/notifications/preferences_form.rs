//! The agent's preferences, the same on all devices.

use domain::agent::{Preferences, Switch};
use leptos::prelude::*;

use super::{
    as_posted::{SAVE, as_posted},
    privacy_fields::PrivacyFields,
    quiet_fields::{QuietFields, QuietForm},
    reminder_fields::{ReminderFields, ReminderForm},
    rows::SwitchRow,
    sound_fields::{SoundFields, SoundForm},
};
use crate::{
    components::{actions, press_token::PressToken},
    desk_context::{DeskContext, SettingsNotice},
    devices::{DeviceEntry, Place},
    error::AppError,
    form::{FormResult, FormState, PostedForm, Problem},
    kind_switch::{KIND_SWITCHES, KindSwitch, muted_kinds},
    text::{Language, Text, use_language},
};

#[component]
pub fn PreferencesForm(
    desk: DeskContext,
    devices: Resource<Result<Vec<DeviceEntry>, AppError>>,
) -> impl IntoView {
    let language = use_language();
    let form = PostedForm::take();
    let saved = desk.view.with_untracked(|view| view.me.preferences.clone());
    let saved = as_posted(saved, &form);
    let desktop = RwSignal::new(saved.desktop_notifications.is_on());
    let looking = RwSignal::new(saved.while_looking.is_on());
    let click_connects = RwSignal::new(saved.click_connects.is_on());
    let reminders = ReminderForm::new(&saved);
    let privacy = RwSignal::new(saved.privacy);
    let sound = SoundForm::new(saved.sound);
    let quiet = QuietForm::new(&saved, &form);
    let switches = KIND_SWITCHES.map(|switch| {
        let on = switch
            .kinds
            .iter()
            .any(|kind| !saved.muted_kinds.contains(kind));
        (switch, RwSignal::new(on))
    });

    let web_push = RwSignal::new(true);

    let notice = RwSignal::new(posted_notice(&form, language));
    desk.settings.set(SettingsNotice::Idle);
    let save = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let Ok(quiet_hours) = quiet.quiet_hours() else {
            desk.settings.set(SettingsNotice::Idle);
            notice.set(language.say(Text::QuietHoursNeedTimes));
            return;
        };
        notice.set(String::new());
        let preferences = Preferences {
            desktop_notifications: Switch::from(desktop.get_untracked()),
            while_looking: Switch::from(looking.get_untracked()),
            muted_kinds: muted_kinds(|asked| {
                switches
                    .iter()
                    .any(|(switch, on)| switch.field == asked.field && on.get_untracked())
            }),
            sound: sound.sound(),
            privacy: privacy.get_untracked(),
            click_connects: Switch::from(click_connects.get_untracked()),
            upcoming: reminders.upcoming(),
            missed: reminders.missed(),
            quiet_hours,
        };
        actions::save_notifications(desk, preferences, Switch::from(web_push.get_untracked()));
    };

    view! {
        <form
            class="card"
            method="post"
            action="/profile/notifications"
            on:submit=move |event| event.prevent_default()
        >
            <PressToken/>
            <SwitchRow
                name="desktop_notifications"
                label=language.say(Text::DesktopNotifications)
                help=language.say(Text::DesktopNotificationsHelp)
                on=desktop
            />
            <SwitchRow
                name="while_looking"
                label=language.say(Text::WhileLooking)
                help=language.say(Text::WhileLookingHelp)
                on=looking
            />
            <SwitchRow
                name="click_connects"
                label=language.say(Text::ClickConnects)
                help=language.say(Text::ClickConnectsHelp)
                on=click_connects
            />
            <WebPushRow devices on=web_push/>
            <KindFields switches=switches.to_vec()/>
            <SoundFields desk form=sound/>
            <PrivacyFields chosen=privacy/>
            <QuietFields form=quiet/>
            <ReminderFields form=reminders/>
            <div class="bar">
                <button
                    type="submit"
                    name="action"
                    value=SAVE
                    class="button primary"
                    aria-busy=move || {
                        (desk.settings.get() == SettingsNotice::Saving).then_some("true")
                    }
                    on:click=save
                >
                    {language.say(Text::Save)}
                </button>
                <span class="quiet" role="status">{said(desk, notice)}</span>
            </div>
        </form>
    }
}

/// Which kinds raise a popup.
#[component]
fn KindFields(switches: Vec<(KindSwitch, RwSignal<bool>)>) -> impl IntoView {
    let language = use_language();
    view! {
        <fieldset class="settings" aria-describedby="ring-me-for-help">
            <legend>{language.say(Text::RingMeFor)}</legend>
            <p id="ring-me-for-help" class="quiet small">{language.say(Text::RingMeForHelp)}</p>
            {switches
                .into_iter()
                .map(|(switch, on)| view! {
                    <SwitchRow
                        name=switch.field
                        label=language.say(Text::KindGroup(switch.kinds[0]))
                        on
                    />
                })
                .collect_view()}
        </fieldset>
    }
}

/// Of this device alone, so it is asked for apart from the agent's preferences.
#[component]
fn WebPushRow(
    devices: Resource<Result<Vec<DeviceEntry>, AppError>>,
    on: RwSignal<bool>,
) -> impl IntoView {
    let language = use_language();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let wish = devices.await.ok().and_then(|devices| {
                    let here = devices.into_iter().find(|device| device.place == Place::Here);
                    here.map(|device| device.web_push)
                });
                on.set(wish.is_none_or(Switch::is_on));
                view! {
                    <SwitchRow
                        name="web_push"
                        label=language.say(Text::WebPush)
                        help=language.say(Text::WebPushHelp)
                        on
                    />
                }
            })}
        </Suspense>
    }
}

/// How saving went.
fn said(desk: DeskContext, notice: RwSignal<String>) -> impl Fn() -> String {
    let language = use_language();
    move || match desk.settings.get() {
        SettingsNotice::Saving => language.say(Text::Saving),
        SettingsNotice::Saved => language.say(Text::Saved),
        SettingsNotice::SavedBut(state) => language.say(Text::SavedBut(state)),
        SettingsNotice::Failed(problem) => language.say(Text::Problem(&problem)),
        SettingsNotice::Idle | SettingsNotice::TestSent | SettingsNotice::TestFailed(_) => {
            notice.get()
        }
    }
}

/// What the server said to the form that led here, if one did.
fn posted_notice(form: &FormState, language: Language) -> String {
    match (&form.problem, form.result) {
        (Some(Problem::App(problem)), _) => language.say(Text::Problem(problem)),
        (_, FormResult::Saved) => language.say(Text::Saved),
        (_, FormResult::Restored) => language.say(Text::FormIsBack),
        _ => String::new(),
    }
}
