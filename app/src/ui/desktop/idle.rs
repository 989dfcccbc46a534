//! The middle of the desktop while nobody is in the agent's hands: what will happen, and what to do
//! so that it does.

use domain::{
    agent::Intent,
    time::Timestamp,
    view::{AgentView, Group},
};
use leptos::prelude::*;

use super::{
    next_customer::NextCustomer, row_words::opening, teams_at_a_glance::TeamsAtAGlance,
    todays_figures::TodaysFigures,
};
use crate::{
    desk::context::DeskContext,
    device::state::DeviceState,
    reactive::memo,
    text::{Notes, PageZone, Pages, Sessions, time_ahead, use_language},
};

#[component]
pub fn Idle(desk: DeskContext, stale: Memo<Option<Timestamp>>) -> impl IntoView {
    let language = use_language();
    let zone = expect_context::<RwSignal<PageZone>>();
    let ringing = memo(move || stale.read().is_none() && desk.with(|view| !view.rings.is_empty()));
    let waiting = memo(move || {
        let now = desk.now.get();
        desk.with(|view| Waiting::of(view, now))
    });
    let missed = memo(move || desk.with(AgentView::is_not_responding));
    let status = move || {
        desk.with(|view| match view.intent() {
            Some(Intent::Busy) => Some(language.say(Sessions::IdleBusy)),
            Some(Intent::Break) => Some(language.say(Sessions::IdleAway)),
            Some(Intent::Available) | None => None,
        })
    };
    let advice = move || {
        let on = desk.with(|view| view.me.preferences.desktop_notifications.is_on());
        match (on, desk.device.get()) {
            (false, _) => Some(language.say(Sessions::IdleTurnOn)),
            (true, DeviceState::Granted | DeviceState::Unknown) => {
                Some(language.say(Sessions::IdleTest))
            }
            // What stands in the way, and what to do about it, is said in a banner.
            (true, _) => None,
        }
    };
    view! {
        <div class="idle">
            <h1 id="idle-heading" tabindex="-1">
                {move || match (missed.get(), waiting.get()) {
                    (true, _) => language.say(Notes::NotRespondingTitle),
                    (false, Waiting::Nobody) => language.say(Sessions::IdleTitle),
                    (false, Waiting::Uncounted) => language.say(Sessions::IdleMany),
                    (false, Waiting::Counted { count, .. }) => {
                        language.say(Sessions::IdleWaiting(count))
                    }
                }}
            </h1>
            // Why, and what to do, stands above.
            <p hidden=move || missed.get()>
                {move || match waiting.get() {
                    Waiting::Nobody => language.say(Sessions::IdleLead),
                    Waiting::Uncounted => String::new(),
                    Waiting::Counted { rests_until: Some(at), .. } => {
                        let now = desk.now.get();
                        language.say(Sessions::IdleRests(&time_ahead(at, now, zone.get(), language)))
                    }
                    Waiting::Counted { count, since, .. } => language.say(Sessions::IdleWaits {
                        count,
                        longest: desk.now.get().since(since),
                    }),
                }}
                {move || ringing.get().then(|| format!(" {}", language.say(Sessions::IdleRinging)))}
            </p>
            <p class="idle-status">{move || status()}</p>
            <p class="quiet">
                {move || advice()} " "
                <a href="/profile/notifications">{language.say(Pages::NotificationSettings)}</a>
            </p>
        </div>
        <NextCustomer desk stale/>
        <TodaysFigures desk/>
        <TeamsAtAGlance desk/>
    }
}

/// Who is listed as waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    Nobody,
    Counted {
        count: usize,
        /// Since when whoever waits longest.
        since: Timestamp,
        /// When the first of them rings, if nobody does before: the team is closed.
        rests_until: Option<Timestamp>,
    },
    /// There are more than this page knows of.
    Uncounted,
}

impl Waiting {
    fn of(view: &AgentView, now: Timestamp) -> Self {
        let pending = view.listed(Group::Pending, now);
        // Nobody took them: they wait all the same.
        let timed_out = view.listed(Group::TimedOut, now);
        let rests_until = pending
            .iter()
            .map(|row| opening(row, now))
            .collect::<Option<Vec<_>>>()
            .and_then(|openings| openings.into_iter().min())
            .filter(|_| timed_out.is_empty());
        let waiting = || pending.iter().chain(&timed_out);
        match waiting().map(|row| row.since()).min() {
            None => Self::Nobody,
            Some(_) if view.beyond > 0 => Self::Uncounted,
            Some(since) => Self::Counted {
                count: waiting().count(),
                since,
                rests_until,
            },
        }
    }
}
