//! What this browser makes of notifications, what is wrong with it, and how to mend it.

use leptos::prelude::*;

use super::{page_index::THIS_DEVICE, rows::section};
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
    reactive::memo,
    text::{Devices, Language, use_language},
    ui::kit::{focus, handler::click},
};

/// What the person answered to "Did you see it?".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Unsaid,
    Yes,
    /// So many times in a row.
    No(usize),
}

pub fn this_device(desk: DeskContext) -> AnyView {
    let language = use_language();
    let browser = StoredValue::new(UserAgent::read(&expect_context::<RequestInfo>().user_agent));
    let help = Signal::derive(move || {
        let state = desk.device.get();
        browser.with_value(|browser| language.say_steps(&steps(state, browser), browser))
    });
    let parts = vec![
        facts(desk, browser, language),
        listed(help),
        test(desk, browser, language),
    ];
    section(
        THIS_DEVICE,
        "card device",
        language.say(Devices::ThisDevice),
        parts,
    )
}

fn facts(desk: DeskContext, browser: StoredValue<UserAgent>, language: Language) -> AnyView {
    let fact = |what: Devices<'_>, class: &'static str, is: Signal<String>| {
        let state = move || permission_state(desk.device.get());
        let what = language.say(what);
        view! { <div><dt>{what}</dt><dd class=class data-state=move || state()>{is}</dd></div> }
            .into_any()
    };
    let facts = vec![
        fact(
            Devices::Browser,
            "browser",
            Signal::derive(move || browser.with_value(|browser| language.say(browser))),
        ),
        fact(
            Devices::Permission,
            "permission",
            Signal::derive(move || language.say(Devices::PermissionState(desk.device.get()))),
        ),
        fact(
            Devices::WhenClosed,
            "push-state",
            Signal::derive(move || language.say(Devices::PushState(desk.push.get()))),
        ),
    ];
    view! { <dl class="facts">{facts}</dl> }.into_any()
}

/// *Send test notification*, and what to try next while the person sees none.
fn test(desk: DeskContext, browser: StoredValue<UserAgent>, language: Language) -> AnyView {
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
    let asked =
        memo(move || desk.settings.get() == SettingsNotice::TestSent && seen.get() == Seen::Unsaid);
    let verdict = move || match (desk.settings.get(), seen.get()) {
        (SettingsNotice::TestSent, Seen::Unsaid) => language.say(Devices::SeenIt),
        (SettingsNotice::TestSent, Seen::Yes) => language.say(Devices::SeenYes),
        (SettingsNotice::TestSent, Seen::No(1)) => language.say(Devices::SeenNo),
        (SettingsNotice::TestSent, Seen::No(_)) => language.say(Devices::SeenNoAgain),
        (SettingsNotice::TestFailed(state), _) => language.say(Devices::TestFailed(state)),
        _ => String::new(),
    };
    let remedy = Signal::derive(move || match (desk.settings.get(), seen.get()) {
        (SettingsNotice::TestSent, Seen::No(times)) => browser.with_value(|browser| {
            let remedies = remedies(browser);
            let next = remedies.get(times - 1).or_else(|| remedies.last());
            next.map_or_else(Vec::new, |steps| language.say_steps(steps, browser))
        }),
        _ => Vec::new(),
    });
    let answer = |words: Devices<'_>, then: Callback<()>| {
        let words = language.say(words);
        view! {
            <button type="button" class="button" on:click=click(move |_| then.run(()))>{words}</button>
        }
        .into_any()
    };
    let answers = vec![
        answer(
            Devices::Yes,
            Callback::new(move |()| {
                unseen.set(0);
                answered(Seen::Yes);
            }),
        ),
        answer(
            Devices::No,
            Callback::new(move |()| {
                unseen.update(|times| *times += 1);
                answered(Seen::No(unseen.get_untracked()));
            }),
        ),
    ];
    view! {
        <div class="bar">
            <button
                id="send-test"
                type="button"
                class="button"
                on:click=click(move |_| {
                    seen.set(Seen::Unsaid);
                    here::ask(Wish::Test);
                })
            >
                {language.say(Devices::SendTest)}
            </button>
        </div>
        <div class="device-verdict" role="status">
            <p>{move || Some(verdict()).filter(|verdict| !verdict.is_empty())}</p>
            {listed(remedy)}
        </div>
        <div class="bar" hidden=move || !asked.get()>{answers}</div>
    }
    .into_any()
}

/// Nothing at all while there is nothing to do.
fn listed(steps: Signal<Vec<String>>) -> AnyView {
    let listed = move || {
        let steps = steps.get();
        (!steps.is_empty()).then(|| {
            let steps = steps.into_iter();
            let steps: Vec<_> = steps.map(|step| view! { <li>{step}</li> }).collect();
            view! { <ol class="steps">{steps}</ol> }
        })
    };
    listed.into_any()
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
