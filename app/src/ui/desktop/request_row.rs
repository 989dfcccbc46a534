//! One request in a list.

use domain::{
    id::RequestId,
    time::{Span, Timestamp},
    view::{AgentView, Group, Receipt, Ring, Row},
};
use leptos::prelude::*;

use super::row_words::{departure, details, named, opening, timing};
use crate::{
    desk::{actions, context::DeskContext},
    reactive::memo,
    text::{Facts, Lists, PageZone, Popups, customer_of, excerpt, time_ahead, use_language},
    ui::kit::{
        focus,
        handler::{click, submit},
        icon::{Icon, IconImage},
        plain_click::PlainClick,
        press_token::PressToken,
        when::When,
    },
    wire::error::AppError,
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
    stale: Memo<Option<Timestamp>>,
) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();

    let row = desk.row(request);
    let departed = memo(move || {
        let now = desk.now.get();
        desk.with(|view| departure(view, request, group, now, language))
    });
    // Whether it still rings is not known while the list may be out of date.
    let ringing = memo(move || {
        stale.read().is_none()
            && departed.read().is_none()
            && desk.with(|view| view.rings.contains_key(&request))
    });
    let full = memo(move || {
        let row = row.read();
        let why = desk.with(|view| view.room_for(row.as_ref()?).err())?;
        Some(language.say(&AppError::from(why)))
    });
    let mine = memo(move || desk.with(|view| view.sessions.of(request).is_some()));
    let blinking = memo(move || {
        let now = desk.now.get();
        ringing.get()
            && desk.with(|view| {
                let ring = view.rings.get(&request);
                ring.is_some_and(|ring| blinks(ring, now))
            })
    });
    let customer = memo(move || customer_of(row.read().as_ref(), language));
    let timing = memo(move || {
        row.read()
            .as_ref()
            .filter(|_| departed.read().is_none())
            .map(|row| timing(row, group, desk.now.get(), zone.get(), language))
            .unwrap_or_default()
    });
    // Neither of a request ever changes.
    let kind = row.with_untracked(|row| row.as_ref().map(|row| row.kind));
    let priority = row.with_untracked(|row| row.as_ref().map_or(0, |row| row.priority));
    let priority = (priority > 0).then(|| language.say(Facts::OfPriority(priority)));
    let urgent = priority.clone();
    let label = move || match departed.get() {
        Some(why) => named(&customer.read(), [Some(why), None, None, None]),
        None => named(
            &customer.read(),
            [
                ringing.get().then(|| language.say(Lists::IsRinging)),
                kind.map(|kind| language.say(Facts::Kind(kind))),
                urgent.clone(),
                Some(timing.get()),
            ],
        ),
    };

    let connect = move || {
        // Whether there is room is for the desk to say: what this page knows may be old.
        if departed.with_untracked(Option::is_some) {
            return;
        }
        let ask = row.with_untracked(|row| {
            let view = desk.view.read_untracked();
            row.as_ref()
                .is_some_and(|row| may_start_early(row, &view, group))
        });
        // Nobody is asked about what would be refused.
        if ask && full.read_untracked().is_none() {
            desk.asking.set(Some(request));
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
            aria-label=move || label()
            data-request=request.to_string()
            data-ringing=move || ringing.get().then_some("true")
            data-departed=move || departed.read().is_some().then_some("true")
            on:click=click(move |event| plain_click.hear(&event, connect))
        >
            <IconImage icon=kind.map_or(Icon::Request, Icon::from)/>
            <RowText desk row departed customer timing priority/>
            <RowActions desk request customer departed full ringing/>
        </li>
    }
}

/// Name and time in one line, what it is about in another.
#[component]
fn RowText(
    desk: DeskContext,
    row: Memo<Option<Row>>,
    departed: Memo<Option<String>>,
    customer: Memo<String>,
    timing: Memo<String>,
    priority: Option<String>,
) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let kind = row.with_untracked(|row| row.as_ref().map(|row| row.kind));
    let rings_at = memo(move || {
        let (row, now) = (row.read(), desk.now.get());
        let at = opening(row.as_ref()?, now)?;
        let time = time_ahead(at, now, zone.get(), language);
        Some(language.say(Lists::RingsAt(&time)))
    });
    let details = move || match departed.get() {
        Some(_) => None,
        None => row
            .read()
            .as_ref()
            .map(|row| desk.with(|view| details(row, view, rings_at.get(), language)))
            .filter(|details| !details.is_empty()),
    };
    let message = move || {
        row.read()
            .as_ref()
            .and_then(|row| row.message.as_deref())
            .map(|message| language.say(Lists::Quoted(&excerpt(message, EXCERPT))))
    };
    view! {
        <span class="row-who"><bdi>{move || customer.get()}</bdi></span>
        <span class="row-time">{move || timing.get()}</span>
        <span class="row-what">
            <span>{move || departed.get()}</span>
            <span class="row-kind">{kind.map(|kind| language.say(Facts::Kind(kind)))}</span>
            <strong class="row-priority">{priority}</strong>
            <span class="row-details">{move || details()}</span>
            <span class="row-message">{move || message()}</span>
        </span>
    }
}

/// With scripts the click on the row, which *Connect* is a part of, does what that says.
#[component]
fn RowActions(
    desk: DeskContext,
    request: RequestId,
    customer: Memo<String>,
    departed: Memo<Option<String>>,
    full: Memo<Option<String>>,
    ringing: Memo<bool>,
) -> impl IntoView {
    let language = use_language();
    let connecting = memo(move || desk.connecting.read().contains_key(&request));
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
            on:submit=submit(move |event| event.prevent_default())
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
                aria-disabled=move || {
                    (departed.read().is_some() || full.read().is_some()).then_some("true")
                }
                title=move || full.get()
            >
                {move || language.say(if connecting.get() {
                    Lists::Connecting
                } else {
                    Lists::Connect
                })}
            </button>
            <When is=ringing>
                <button
                    type="submit"
                    name="action"
                    value="later"
                    class="button later"
                    aria-label=move || language.say(Lists::LaterFor(&customer.read()))
                    on:click=click(later)
                >
                    {language.say(Popups::Later)}
                </button>
            </When>
        </form>
    }
}

/// Only a ring that this device learns of now blinks, and only at its beginning.
fn blinks(ring: &Ring, now: Timestamp) -> bool {
    ring.receipt == Receipt::New && now < ring.began_at + BLINK
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
