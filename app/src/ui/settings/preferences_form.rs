//! The agent's preferences, the same on all devices.

use domain::{
    preference_change::PreferenceChange,
    preferences::{Preferences, Privacy},
    switch::Switch,
};
use leptos::prelude::*;

use super::{
    as_posted::{SAVE, as_posted},
    privacy_fields::PrivacyFields,
    quiet_fields::{NoTimes, QuietFields, QuietForm},
    reminder_fields::{ReminderFields, ReminderForm},
    rows::SwitchRow,
    sound_fields::{SoundFields, SoundForm},
};
use crate::{
    desk::{
        context::{DeskContext, SettingsNotice},
        here::{self, Wish},
    },
    text::{Forms, Language, Settings, use_language},
    ui::kit::press_token::PressToken,
    wire::{
        answer::Asked,
        devices::{DeviceEntry, Place},
        error::AppError,
        form::{FormResult, FormState, PostedForm, Problem, RENDERED, WEB_PUSH_RENDERED},
        switches::{KIND_SWITCHES, KindSwitch, muted_kinds},
    },
};

/// What is chosen in the form, and what it said at first: only the difference is saved.
#[derive(Clone, Copy)]
struct Form {
    desktop: RwSignal<bool>,
    looking: RwSignal<bool>,
    click_connects: RwSignal<bool>,
    switches: StoredValue<Vec<(KindSwitch, RwSignal<bool>)>>,
    sound: SoundForm,
    privacy: RwSignal<Privacy>,
    quiet: QuietForm,
    reminders: ReminderForm,
    web_push: RwSignal<bool>,
    from: StoredValue<Preferences>,
    web_push_from: StoredValue<bool>,
    /// What is being saved, the second for this device.
    sent: StoredValue<Option<(Preferences, bool)>>,
}

impl Form {
    /// What is saved, with what was typed over it if the form came back.
    fn new(saved: Preferences, posted: &FormState) -> Self {
        // As the form itself says it, untouched: a switch may stand for more than one kind.
        let untouched = Self::showing(&saved, &FormState::default()).preferences();
        let form = Self::showing(&as_posted(saved.clone(), posted), posted);
        form.from.set_value(untouched.unwrap_or(saved));
        form
    }

    fn showing(saved: &Preferences, posted: &FormState) -> Self {
        let switches = KIND_SWITCHES.map(|switch| {
            let mut kinds = switch.kinds.iter();
            let on = kinds.any(|kind| !saved.muted_kinds.contains(kind));
            (switch, RwSignal::new(on))
        });
        Self {
            desktop: RwSignal::new(saved.desktop_notifications.is_on()),
            looking: RwSignal::new(saved.while_looking.is_on()),
            click_connects: RwSignal::new(saved.click_connects.is_on()),
            switches: StoredValue::new(switches.to_vec()),
            sound: SoundForm::new(saved.sound),
            privacy: RwSignal::new(saved.privacy),
            quiet: QuietForm::new(saved, posted),
            reminders: ReminderForm::new(saved),
            web_push: RwSignal::new(true),
            from: StoredValue::new(saved.clone()),
            web_push_from: StoredValue::new(true),
            sent: StoredValue::new(None),
        }
    }

    /// `Err`: quiet hours are on, but it is not said from when until when.
    fn preferences(self) -> Result<Preferences, NoTimes> {
        Ok(Preferences {
            desktop_notifications: Switch::from(self.desktop.get_untracked()),
            while_looking: Switch::from(self.looking.get_untracked()),
            muted_kinds: self.switches.with_value(|switches| {
                muted_kinds(|asked| {
                    switches
                        .iter()
                        .any(|(switch, on)| switch.field == asked.field && on.get_untracked())
                })
            }),
            sound: self.sound.sound(),
            privacy: self.privacy.get_untracked(),
            click_connects: Switch::from(self.click_connects.get_untracked()),
            upcoming: self.reminders.upcoming(),
            missed: self.reminders.missed(),
            quiet_hours: self.quiet.quiet_hours()?,
        })
    }

    fn changed_push_wish(self) -> Option<Switch> {
        let now = self.web_push.get_untracked();
        (now != self.web_push_from.get_value()).then(|| Switch::from(now))
    }

    /// It is saved.
    fn begin_again(self) {
        if let Some((preferences, web_push)) = self.sent.try_update_value(Option::take).flatten() {
            self.from.set_value(preferences);
            self.web_push_from.set_value(web_push);
        }
    }
}

#[component]
pub fn PreferencesForm(
    desk: DeskContext,
    devices: Asked<Result<Vec<DeviceEntry>, AppError>>,
) -> impl IntoView {
    let language = use_language();
    let posted = PostedForm::take();
    let saved = desk.view.with_untracked(|view| view.me.preferences.clone());
    let form = Form::new(saved, &posted);
    let rendered = form.from.get_value();
    let rendered = serde_json::to_string(&rendered).expect("preferences are plain data");

    let notice = RwSignal::new(posted_notice(&posted, language));
    desk.settings.set(SettingsNotice::Idle);
    let save = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if desk.settings.get_untracked() == SettingsNotice::Saving {
            return;
        }
        let Ok(to) = form.preferences() else {
            desk.settings.set(SettingsNotice::Idle);
            notice.set(language.say(Settings::QuietHoursNeedTimes));
            return;
        };
        notice.set(String::new());
        form.sent
            .set_value(Some((to.clone(), form.web_push.get_untracked())));
        let from = form.from.get_value();
        let change = PreferenceChange { from, to };
        here::ask(Wish::Save {
            change,
            web_push: form.changed_push_wish(),
        });
    };
    // From then on only what is changed after that is a change.
    Effect::new(move |_| {
        let saved = desk.settings.get();
        if matches!(saved, SettingsNotice::Saved | SettingsNotice::SavedBut(_)) {
            form.begin_again();
        }
    });

    view! {
        <form
            class="card"
            method="post"
            action="/profile/notifications"
            on:submit=move |event| event.prevent_default()
        >
            <PressToken/>
            <input type="hidden" name=RENDERED value=rendered autocomplete="off"/>
            <SwitchRow
                name="desktop_notifications"
                label=language.say(Settings::DesktopNotifications)
                help=language.say(Settings::DesktopNotificationsHelp)
                on=form.desktop
            />
            <SwitchRow
                name="while_looking"
                label=language.say(Settings::WhileLooking)
                help=language.say(Settings::WhileLookingHelp)
                on=form.looking
            />
            <SwitchRow
                name="click_connects"
                label=language.say(Settings::ClickConnects)
                help=language.say(Settings::ClickConnectsHelp)
                on=form.click_connects
            />
            <WebPushRow devices form/>
            <KindFields switches=form.switches.get_value()/>
            <SoundFields form=form.sound/>
            <PrivacyFields chosen=form.privacy/>
            <QuietFields form=form.quiet/>
            <ReminderFields form=form.reminders/>
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
                    {language.say(Forms::Save)}
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
            <legend>{language.say(Settings::RingMeFor)}</legend>
            <p id="ring-me-for-help" class="quiet small">{language.say(Settings::RingMeForHelp)}</p>
            {switches
                .into_iter()
                .map(|(switch, on)| view! {
                    <SwitchRow
                        name=switch.field
                        label=language.say(Settings::KindGroup(switch.kinds[0]))
                        on
                    />
                })
                .collect_view()}
        </fieldset>
    }
}

/// Of this device alone, so it is asked for apart from the agent's preferences.
#[component]
fn WebPushRow(devices: Asked<Result<Vec<DeviceEntry>, AppError>>, form: Form) -> impl IntoView {
    let language = use_language();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let wish = devices.await.ok().and_then(|devices| {
                    let here = devices.into_iter().find(|device| device.place == Place::Here);
                    here.map(|device| device.web_push)
                });
                let on = wish.is_none_or(Switch::is_on);
                form.web_push.set(on);
                form.web_push_from.set_value(on);
                view! {
                    <input
                        type="hidden"
                        name=WEB_PUSH_RENDERED
                        value=if on { "on" } else { "off" }
                        autocomplete="off"
                    />
                    <SwitchRow
                        name="web_push"
                        label=language.say(Settings::WebPush)
                        help=language.say(Settings::WebPushHelp)
                        on=form.web_push
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
        SettingsNotice::Saving => language.say(Forms::Saving),
        SettingsNotice::Saved => language.say(Forms::Saved),
        SettingsNotice::SavedBut(state) => language.say(Settings::SavedBut(state)),
        SettingsNotice::Failed(problem) => language.say(&problem),
        SettingsNotice::Idle | SettingsNotice::TestSent | SettingsNotice::TestFailed(_) => {
            notice.get()
        }
    }
}

/// What the server said to the form that led here, if one did.
fn posted_notice(form: &FormState, language: Language) -> String {
    match (&form.problem, form.result) {
        (Some(Problem::App(problem)), _) => language.say(problem),
        (_, FormResult::Saved) => language.say(Forms::Saved),
        (_, FormResult::Restored) => language.say(Forms::IsBack),
        _ => String::new(),
    }
}
