//! What this browser makes of notifications, what is wrong with it, and how to mend it.

use leptos::prelude::*;

use crate::{
    components::actions,
    desk_context::{DeskContext, DeviceState, SettingsNotice},
    request_info::RequestInfo,
    text::{Text, UserAgent, use_language},
};

/// What the person answered to "Did you see it?".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Unsaid,
    Yes,
    No,
}

#[component]
pub fn ThisDevice(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let browser = StoredValue::new(UserAgent::read(&expect_context::<RequestInfo>().user_agent));
    let seen = RwSignal::new(Seen::Unsaid);
    let help = move || {
        let state = desk.device.get();
        browser.with_value(|browser| language.say(Text::DeviceHelp { state, browser }))
    };
    let tested = Memo::new(move |_| desk.settings.get() == SettingsNotice::TestSent);
    let verdict = move || match (desk.settings.get(), seen.get()) {
        (SettingsNotice::TestSent, Seen::Unsaid) => language.say(Text::SeenIt),
        (SettingsNotice::TestSent, Seen::Yes) => language.say(Text::SeenYes),
        (SettingsNotice::TestSent, Seen::No) => {
            browser.with_value(|browser| language.say(Text::SeenNo(browser)))
        }
        (SettingsNotice::TestFailed(state), _) => language.say(Text::TestFailed(state)),
        _ => String::new(),
    };
    view! {
        <section class="card device" aria-labelledby="this-device">
            <h2 id="this-device">{language.say(Text::ThisDevice)}</h2>
            <dl class="facts">
                <div>
                    <dt>{language.say(Text::BrowserLabel)}</dt>
                    <dd>{browser.with_value(|browser| language.say(Text::Browser(browser)))}</dd>
                </div>
                <div>
                    <dt>{language.say(Text::Permission)}</dt>
                    <dd class="permission" data-state=move || permission_state(desk.device.get())>
                        {move || language.say(Text::PermissionState(desk.device.get()))}
                    </dd>
                </div>
                <div>
                    <dt>{language.say(Text::WhenClosed)}</dt>
                    <dd class="push-state">{move || language.say(Text::PushState(desk.push.get()))}</dd>
                </div>
            </dl>
            <p class="device-help">{move || Some(help()).filter(|help| !help.is_empty())}</p>
            <div class="bar">
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        seen.set(Seen::Unsaid);
                        actions::test_notification(desk);
                    }
                >
                    {language.say(Text::SendTest)}
                </button>
            </div>
            <p class="device-verdict" role="status">{move || Some(verdict()).filter(|verdict| !verdict.is_empty())}</p>
            <Show when=move || tested.get() && seen.get() == Seen::Unsaid>
                <div class="bar">
                    <button type="button" class="button" on:click=move |_| seen.set(Seen::Yes)>
                        {language.say(Text::Yes)}
                    </button>
                    <button type="button" class="button" on:click=move |_| seen.set(Seen::No)>
                        {language.say(Text::No)}
                    </button>
                </div>
            </Show>
        </section>
    }
}

/// In the style sheet.
fn permission_state(state: DeviceState) -> &'static str {
    match state {
        DeviceState::Unknown => "unknown",
        DeviceState::Granted => "granted",
        DeviceState::NotAsked => "not-asked",
        DeviceState::Denied
        | DeviceState::InsecureOrigin
        | DeviceState::Embedded
        | DeviceState::Unsupported => "impossible",
    }
}
