//! For supervisors: which agents can be reached by popups, and a test for each.

use leptos::prelude::*;

use domain::{agent::Reachability, device::Health};

use crate::{
    api,
    desk::{actions, context::DeskContext},
    device::user_agent::UserAgent,
    text::{Devices, Facts, Language, PageZone, Pages, Reach, time_of_day, use_language},
    ui::{
        account::signed_in::signed_in,
        kit::answered::{answered, loading, refused},
        kit::handler::click,
        kit::{day_time::DayTime, page_title::PageTitle, press_token::PressToken},
    },
    wire::devices::{AgentDevices, DeviceEntry, TestSummary},
};

const ACTION: &str = "/supervisor/devices";

#[component]
pub fn AgentsDevicesPage() -> impl IntoView {
    signed_in(|desk| view! { <Page desk/> })
}

#[component]
fn Page(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let agents = answered(
        || (),
        |()| api::agents_devices(),
        loading,
        move |agents| match agents {
            Ok(agents) => view! { <Agents desk agents/> }.into_any(),
            Err(problem) => refused(&problem, language),
        },
    );
    view! {
        <PageTitle name=language.say(Pages::AgentsDevices)/>
        <main id="content" class="sheet wide-sheet" tabindex="-1">
            <header>
                <p class="quiet small"><a href="/">{language.say(Pages::Desktop)}</a></p>
                <h1>{language.say(Pages::AgentsDevices)}</h1>
                <p class="quiet">{language.say(Reach::Lead)}</p>
            </header>
            {agents}
        </main>
    }
}

#[component]
fn Agents(desk: DeskContext, agents: Vec<AgentDevices>) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="card table-card">
            <table class="history agents-devices" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{language.say(Facts::Agent)}</th>
                        <th scope="col" role="columnheader">{language.say(Facts::Devices)}</th>
                        <th scope="col" role="columnheader">{language.say(Reach::LastShown)}</th>
                        <th scope="col" role="columnheader">{language.say(Reach::Test)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {agents
                        .into_iter()
                        .map(|line| view! { <AgentLine desk line/> })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn AgentLine(desk: DeskContext, line: AgentDevices) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let (working, known) = (line.working(), line.devices.len());
    let shown_at = line.shown_at();
    let AgentDevices {
        agent,
        notifications,
        reachability,
        devices,
        test,
        ..
    } = line;
    let id = agent.id;
    let is_unreachable = reachability == Some(Reachability::Unreachable);
    let outcome = RwSignal::new(test);
    let pressed = RwSignal::new(false);
    let send = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        actions::send_test(desk, id, outcome, pressed);
    };
    view! {
        <tr role="row" data-working=(working > 0).to_string()>
            <th class="history-who" scope="row" role="rowheader"><bdi>{agent.name.clone()}</bdi></th>
            <td role="cell">
                <strong class=if working == 0 || is_unreachable { "no-device" } else { "" }>
                    {language.say(if working == 0 {
                        Reach::NoWorkingDevice
                    } else if is_unreachable {
                        Reach::Unreachable
                    } else {
                        Reach::WorkingDevices { working, known }
                    })}
                </strong>
                {(working == 0 && is_unreachable).then(|| view! {
                    <span class="no-device small history-advice">{language.say(Reach::Unreachable)}</span>
                })}
                {(!notifications.is_on()).then(|| view! {
                    <span class="quiet small history-advice">{language.say(Reach::NotificationsOff)}</span>
                })}
                {devices.is_empty().then(|| view! {
                    <span class="quiet small history-advice">{language.say(Reach::NoDeviceKnown)}</span>
                })}
                {problems(devices)}
            </td>
            <td class="history-time" role="cell">
                <span class="narrow">{language.say(Reach::LastShown)} ": "</span>
                {match shown_at {
                    Some(at) => view! {
                        <DayTime at/>
                    }
                        .into_any(),
                    None => language.say(Devices::Never).into_any(),
                }}
            </td>
            <td role="cell">
                <form method="post" action=ACTION>
                    <input type="hidden" name="agent" value=id.to_string()/>
                    <PressToken/>
                    <button
                        type="submit"
                        class="button"
                        aria-label=language.say(Reach::SendTestTo(&agent.name))
                        aria-busy=move || pressed.get().then_some("true")
                        on:click=click(send)
                    >
                        {language.say(Reach::SendTest)}
                    </button>
                </form>
                <p class="small test-outcome" role="status">
                    {move || outcome.get().map(|test| outcome_text(language, &test, pressed.get(), zone.get()))}
                </p>
            </td>
        </tr>
    }
}

/// What is wrong with each device that is not ready, by its name.
fn problems(devices: Vec<DeviceEntry>) -> impl IntoView {
    let language = use_language();
    devices
        .into_iter()
        .filter(|device| device.health != Health::Working)
        .map(|device| {
            let name = device.name.unwrap_or_else(|| {
                language.say(&UserAgent::read(&device.user_agent))
            });
            let problem = language.say(Devices::Health(device.health));
            view! { <span class="quiet small history-advice"><bdi>{name}</bdi> ": " {problem}</span> }
        })
        .collect_view()
}

fn outcome_text(language: Language, test: &TestSummary, waiting: bool, zone: PageZone) -> String {
    let result = if test.results.is_empty() {
        language.say(Reach::NobodyConnected)
    } else if test.is_open() && waiting {
        language.say(Reach::TestWaiting)
    } else {
        language.say(Reach::TestShown {
            shown: test.shown(),
            asked: test.results.len(),
        })
    };
    let sent = language.say(Reach::TestSentBy {
        by: &test.by,
        at: &time_of_day(test.at, zone),
    });
    format!("{result} {sent}")
}
