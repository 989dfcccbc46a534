//! One request in a list.

use domain::{
    id::RequestId,
    time::{Span, Timestamp},
    view::{AgentView, Group, Phase, Receipt, Ring, Row},
};
use leptos::prelude::*;

use super::group::name_of;
use crate::{
    desk::{actions, context::DeskContext},
    text::{
        Facts, Language, Lists, PageZone, Popups, customer_name, excerpt, isolated, length,
        time_of_day, use_language,
    },
    ui::kit::{
        focus,
        icon::{Icon, IconImage},
        plain_click::PlainClick,
        press_token::PressToken,
    },
};

/// Enough to know what it is about; the style sheet cuts it to one line.
const EXCERPT: usize = 120;
/// What blinks by itself for longer would need a way to stop it (WCAG 2.2.2).
const BLINK: Span = Span::seconds(5);

#[component]
pub fn RequestRow(
    desk: DeskContext,
    request: RequestId,
    group: Group,
    asking: RwSignal<Option<RequestId>>,
    stale: Memo<Option<Timestamp>>,
) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();

    // A row that is over stays on the screen for a while as it last was.
    let row = Memo::new(move |last: Option<&Option<Row>>| {
        desk.view
            .with(|view| view.requests.get(&request).cloned())
            .or_else(|| last.cloned().flatten())
    });
    let departed = Memo::new(move |_| {
        let now = desk.now.get();
        desk.view
            .with(|view| departure(view, request, group, now, language))
    });
    // Whether it still rings is not known while the list may be out of date.
    let ringing = Memo::new(move |_| {
        stale.read().is_none()
            && departed.read().is_none()
            && desk.view.with(|view| view.rings.contains_key(&request))
    });
    let mine = Memo::new(move |_| desk.view.with(|view| view.sessions.of(request).is_some()));
    let blinking = Memo::new(move |_| {
        let now = desk.now.get();
        ringing.get()
            && desk.view.with(|view| {
                let ring = view.rings.get(&request);
                ring.is_some_and(|ring| blinks(ring, now))
            })
    });
    let customer = Memo::new(move |_| {
        row.read().as_ref().map_or_else(
            || language.say(Facts::Customer),
            |row| customer_name(&row.customer, language),
        )
    });
    let details = move || {
        row.read()
            .as_ref()
            .map(|row| desk.view.with(|view| details(row, view, language)))
            .filter(|details| !details.is_empty())
    };
    let message = move || {
        row.read()
            .as_ref()
            .and_then(|row| row.message.as_deref())
            .map(|message| language.say(Lists::Quoted(&excerpt(message, EXCERPT))))
    };
    let timing = move || match departed.get() {
        Some(why) => why,
        None => row
            .read()
            .as_ref()
            .map(|row| timing(row, group, desk.now.get(), zone.get(), language))
            .unwrap_or_default(),
    };
    // The kind of a request never changes.
    let kind = row.with_untracked(|row| row.as_ref().map(|row| row.kind));

    let connect = move || {
        if departed.with_untracked(Option::is_some) {
            return;
        }
        let ask = row.with_untracked(|row| {
            let view = desk.view.read_untracked();
            row.as_ref()
                .is_some_and(|row| may_start_early(row, &view, group))
        });
        if ask {
            asking.set(Some(request));
        } else {
            actions::connect(desk, request);
        }
    };

    let plain_click = PlainClick::default();
    on_cleanup(move || plain_click.forget());

    view! {
        <li
            class="row"
            class:blink=move || blinking.get()
            class:mine=move || mine.get()
            data-request=request.to_string()
            data-ringing=move || ringing.get().then_some("true")
            data-departed=move || departed.read().is_some().then_some("true")
            on:click=move |event| plain_click.hear(&event, connect)
        >
            <IconImage icon=kind.map_or(Icon::Request, Icon::from)/>
            <span class="row-who"><bdi>{move || customer.get()}</bdi></span>
            <span class="row-what">
                <span class="row-kind">{kind.map(|kind| language.say(Facts::Kind(kind)))}</span>
                <span class="row-time">{timing}</span>
                <span class="row-details">{details}</span>
            </span>
            <span class="row-message">{message}</span>
            <RowActions desk request customer departed ringing/>
        </li>
    }
}

/// With scripts the click on the row, which *Connect* is a part of, does what that says.
#[component]
fn RowActions(
    desk: DeskContext,
    request: RequestId,
    customer: Memo<String>,
    departed: Memo<Option<String>>,
    ringing: Memo<bool>,
) -> impl IntoView {
    let language = use_language();
    let connecting = Memo::new(move |_| desk.connecting.read().contains(&request));
    let later = move |event: leptos::ev::MouseEvent| {
        // The row would connect.
        event.stop_propagation();
        event.prevent_default();
        // This button goes with the ringing, and a second press must not connect.
        focus::rest_on(&format!("[data-request=\"{request}\"] .row-who"));
        actions::later(desk, request);
    };
    view! {
        <form
            class="row-action"
            method="post"
            action="/"
            on:submit=move |event| event.prevent_default()
        >
            <input type="hidden" name="request" value=request.to_string()/>
            <PressToken/>
            <button
                type="submit"
                name="action"
                value="connect"
                class="button connect"
                aria-label=move || language.say(Lists::ConnectTo(&customer.read()))
                aria-busy=move || connecting.get().then_some("true")
                aria-disabled=move || departed.read().is_some().then_some("true")
            >
                {move || language.say(if connecting.get() {
                    Lists::Connecting
                } else {
                    Lists::Connect
                })}
            </button>
            <Show when=move || ringing.get()>
                <button
                    type="submit"
                    name="action"
                    value="later"
                    class="button later"
                    aria-label=move || language.say(Lists::LaterFor(&customer.read()))
                    on:click=later
                >
                    {language.say(Popups::Later)}
                </button>
            </Show>
        </form>
    }
}

/// Only a ring that this device learns of now blinks, and only at its beginning.
fn blinks(ring: &Ring, now: Timestamp) -> bool {
    ring.receipt == Receipt::New && now < ring.began_at + BLINK
}

/// Why the row is no longer in this list, if so.
fn departure(
    view: &AgentView,
    request: RequestId,
    group: Group,
    now: Timestamp,
    language: Language,
) -> Option<String> {
    let Some(row) = view.requests.get(&request) else {
        return Some(language.say(Lists::NowOver));
    };
    match (row.group(now), &row.phase) {
        (Some(current), _) if current == group => None,
        (Some(current), _) => Some(language.say(Lists::NowElsewhere(&name_of(current, language)))),
        (None, Phase::Taken { by }) if by.id == view.me.id => Some(language.say(Lists::NowWithYou)),
        (None, Phase::Taken { by }) => Some(language.say(Lists::NowTaken(&by.name))),
        (None, _) => Some(language.say(Lists::NowOver)),
    }
}

/// Why it stands where it does, which attempt it is, and whose: the team's, and the agent's who promised it.
fn details(row: &Row, view: &AgentView, language: Language) -> String {
    let priority = (row.priority > 0).then(|| language.say(Facts::OfPriority(row.priority)));
    let attempt = row.call_back.as_ref().map(|known| {
        language.say(Facts::Attempt {
            attempt: known.attempt,
            of: known.of,
        })
    });
    let team = view
        .teams
        .get(&row.team)
        .map(|team| isolated(&team.name).into_owned());
    let owner = row.owner.as_ref().map(|owner| {
        language.say(if owner.id == view.me.id {
            Lists::OwnedByYou
        } else {
            Lists::OwnedBy(&owner.name)
        })
    });
    [priority, attempt, team, owner]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn timing(row: &Row, group: Group, now: Timestamp, zone: PageZone, language: Language) -> String {
    match (group, &row.phase) {
        (Group::AvailableSoon, Phase::Scheduled { due_at }) => language.say(Lists::Due {
            span: due_at.since(now),
            at: &time_of_day(*due_at, zone),
        }),
        (_, Phase::Scheduled { due_at }) => match now.since(*due_at) {
            Span(late) if late < 1_000 => language.say(Lists::DueNow),
            late => language.say(Lists::Overdue(late)),
        },
        _ => length(now.since(row.since())),
    }
}

/// Whether *Connect* would begin a planned call before its time, which the agent is asked about.
/// Somebody else's is refused by the desk, with the reason.
fn may_start_early(row: &Row, view: &AgentView, group: Group) -> bool {
    group == Group::AvailableSoon
        && row
            .owner
            .as_ref()
            .is_none_or(|owner| owner.id == view.me.id)
}
