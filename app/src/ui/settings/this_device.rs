//! What this browser makes of notifications, what is wrong with it, and how to mend it.

use leptos::prelude::*;

use crate::{
    desk::{
        context::{DeskContext, SettingsNotice},
        here::{self, Wish},
        request_info::RequestInfo,
    },
    device::{
        remedy::{remedies, steps},
        state::DeviceState,
        user_agent::UserAgent,
    },
    text::{Text, use_language},
    ui::kit::focus,
};

/// What the person answered to "Did you see it?".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Unsaid,
    Yes,
    /// So many times in a row.
    No(usize),
}

#[component]
pub fn ThisDevice(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let browser = StoredValue::new(UserAgent::read(&expect_context::<RequestInfo>().user_agent));
    let help = move || {
        let state = desk.device.get();
        browser.with_value(|browser| language.say_steps(&steps(state, browser), browser))
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
            <Steps steps=Signal::derive(help)/>
            <Test desk browser/>
        </section>
    }
}

/// *Send test notification*, and what to try next while the person sees none.
#[component]
fn Test(desk: DeskContext, browser: StoredValue<UserAgent>) -> impl IntoView {
    let language = use_language();
    let seen = RwSignal::new(Seen::Unsaid);
    // Goes on counting from one test to the next.
    let unseen = RwSignal::new(0_usize);
    let answered = move |answer| {
        seen.set(answer);
        // The button that was pressed goes.
        focus::once_drawn(|| {
            focus::focus("#send-test");
        });
    };
    let asked = Memo::new(move |_| {
        desk.settings.get() == SettingsNotice::TestSent && seen.get() == Seen::Unsaid
    });
    let verdict = move || match (desk.settings.get(), seen.get()) {
        (SettingsNotice::TestSent, Seen::Unsaid) => language.say(Text::SeenIt),
        (SettingsNotice::TestSent, Seen::Yes) => language.say(Text::SeenYes),
        (SettingsNotice::TestSent, Seen::No(1)) => language.say(Text::SeenNo),
        (SettingsNotice::TestSent, Seen::No(_)) => language.say(Text::SeenNoAgain),
        (SettingsNotice::TestFailed(state), _) => language.say(Text::TestFailed(state)),
        _ => String::new(),
    };
    let remedy = move || match (desk.settings.get(), seen.get()) {
        (SettingsNotice::TestSent, Seen::No(times)) => browser.with_value(|browser| {
            let remedies = remedies(browser);
            let next = remedies.get(times - 1).or_else(|| remedies.last());
            next.map_or_else(Vec::new, |steps| language.say_steps(steps, browser))
        }),
        _ => Vec::new(),
    };
    view! {
        <div class="bar">
            <button
                id="send-test"
                type="button"
                class="button"
                on:click=move |_| {
                    seen.set(Seen::Unsaid);
                    here::ask(Wish::Test);
                }
            >
                {language.say(Text::SendTest)}
            </button>
        </div>
        <div class="device-verdict" role="status">
            <p>{move || Some(verdict()).filter(|verdict| !verdict.is_empty())}</p>
            <Steps steps=Signal::derive(remedy)/>
        </div>
        <Show when=move || asked.get()>
            <div class="bar">
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        unseen.set(0);
                        answered(Seen::Yes);
                    }
                >
                    {language.say(Text::Yes)}
                </button>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        unseen.update(|times| *times += 1);
                        answered(Seen::No(unseen.get_untracked()));
                    }
                >
                    {language.say(Text::No)}
                </button>
            </div>
        </Show>
    }
}

/// Nothing at all while there is nothing to do.
#[component]
fn Steps(#[prop(into)] steps: Signal<Vec<String>>) -> impl IntoView {
    move || {
        let steps = steps.get();
        (!steps.is_empty()).then(|| {
            let steps: Vec<_> = steps
                .into_iter()
                .map(|step| view! { <li>{step}</li> })
                .collect();
            view! { <ol class="steps">{steps}</ol> }
        })
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
