//! Carries out what `notifier_plan` decides. Only the leader does, so however many tabs are open,
//! a device notifies once.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    rc::Rc,
};

use domain::{
    id::{OfferId, RequestId},
    notification::{DeviceFailure, Report},
};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    attention,
    channel::Word,
    chime,
    popups::{About, Action, Button, Click, Popup, TooNew, raise},
    reports,
    tab::Tab,
    watchdog,
};
use crate::{
    alert::{
        plan::{Reaction, leftovers, notified, plan, ringing},
        popup_text::notification_text,
    },
    text::{PageZone, Text},
};

/// A replay has passed when nothing of it came for this long.
const SETTLED_MILLIS: u32 = 300;

/// Whether what the stream brought has just happened, or long ago while nobody listened. An offer in
/// a replay may be over a few lines further down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    Live,
    Replayed,
}

#[derive(Default)]
pub struct Notifier {
    /// What this device has dealt with, in this tab or in an earlier leader.
    handled: RefCell<BTreeSet<OfferId>>,
    /// Counts replayed events: only the last one of a replay is acted upon.
    replayed: Cell<u32>,
}

impl Notifier {
    pub fn note_handled(&self, offers: Vec<OfferId>) {
        self.handled.borrow_mut().extend(offers);
    }
}

/// What ended goes at once, whoever changed the view.
pub fn watch(tab: &Rc<Tab>) {
    let watching = tab.clone();
    Effect::new(move |_| {
        watching.ctx.view.track();
        take_away(&watching);
    });
}

/// This tab leads now. What an earlier leader repeated until it is handled is repeated here.
pub fn take_over(tab: &Tab) {
    let handled = tab.notifier.handled.borrow();
    let notified = tab.ctx.view.try_with_untracked(notified);
    let notified = notified.unwrap_or_default();
    chime::take_over(tab, notified.intersection(&handled).copied());
}

/// What began shows when the present is reached.
pub fn view_changed(tab: &Rc<Tab>, freshness: Freshness) {
    match freshness {
        Freshness::Live => act(tab),
        Freshness::Replayed => {
            let replayed = &tab.notifier.replayed;
            replayed.set(replayed.get().wrapping_add(1));
            let last = replayed.get();
            let tab = tab.clone();
            Timeout::new(SETTLED_MILLIS, move || {
                if tab.notifier.replayed.get() == last {
                    act(&tab);
                }
            })
            .forget();
        }
    }
}

/// Closes and silences whatever does not ring any more.
pub fn take_away(tab: &Rc<Tab>) {
    if !tab.leads() {
        return;
    }
    let Some(ringing) = tab.ctx.view.try_with_untracked(ringing) else {
        return;
    };
    chime::keep(tab, &ringing);
    let tab = tab.clone();
    spawn_local(async move { close_leftovers(&tab).await });
}

async fn close_leftovers(tab: &Rc<Tab>) {
    let open = tab.popups.open().await;
    let now = tab.clock.now();
    let tags = open.tags();
    let closed = tab
        .ctx
        .view
        .try_with_untracked(|view| open.close(&leftovers(view, now, &tags)));
    if let Some(Err(TooNew(wait))) = closed {
        watchdog::look_again_in(tab, wait);
    }
}

fn act(tab: &Rc<Tab>) {
    if !tab.leads() {
        return;
    }
    let device = tab.ctx.device.try_get_untracked();
    let attention = attention::of_device(tab);
    let reactions = tab.ctx.view.try_with_untracked(|view| {
        let handled = tab.notifier.handled.borrow();
        device.map(|device| plan(view, tab.clock.now(), attention, device, &handled))
    });
    let reactions = reactions.flatten().unwrap_or_default();
    if reactions.is_empty() {
        return;
    }
    let offers: Vec<_> = reactions
        .iter()
        .filter_map(|reaction| match reaction {
            Reaction::Report(offer, Report::Received) => Some(*offer),
            _ => None,
        })
        .collect();
    tab.channel.say(&Word::Handled {
        offers: offers.clone(),
    });
    tab.notifier.note_handled(offers);
    for reaction in reactions {
        match reaction {
            Reaction::Report(offer, report) => reports::add(tab, offer, report),
            Reaction::Chime(offer) => chime::sound(tab, &chime::voice_of(tab), Some(offer)),
            Reaction::Show { request, offer } => {
                let tab = tab.clone();
                spawn_local(async move { show(&tab, request, offer).await });
            }
        }
    }
    reports::flush(tab);
}

async fn show(tab: &Rc<Tab>, request: RequestId, offer: OfferId) {
    let tag = offer.to_string();
    // A push service may have been quicker, or a leader that was frozen in the middle of it.
    let shown = if tab.popups.open_in_time().await.tags().contains(&tag) {
        chime::sound(tab, &chime::voice_after_push_of(tab), Some(offer));
        Ok(())
    } else {
        let Some(popup) = popup(tab, request, offer) else {
            // It ended meanwhile.
            return;
        };
        raise(tab, &popup).await
    };
    let report = match shown {
        Ok(()) => Report::Shown,
        Err(_) => Report::Failed(DeviceFailure::Refused),
    };
    reports::add(tab, offer, report);
    reports::flush(tab);
    // It may have ended while the system was busy showing it.
    take_away(tab);
}

fn popup(tab: &Tab, request: RequestId, offer: OfferId) -> Option<Popup> {
    let popup = tab.ctx.view.try_with_untracked(|view| {
        if !ringing(view).contains(&offer) {
            return None;
        }
        let row = view.requests.get(&request)?;
        let (title, body) =
            notification_text(row, view, tab.language, tab.clock.now(), PageZone::Local);
        Some(Popup {
            tag: offer.to_string(),
            title,
            body,
            about: Some(About {
                request,
                offer: Some(offer),
                click: if view.me.preferences.click_connects.is_on() {
                    Click::Connects
                } else {
                    Click::Opens
                },
                buttons: [
                    (Action::Connect, Text::PopupConnect),
                    (Action::Later, Text::Later),
                ]
                .map(|(action, text)| Button {
                    action,
                    label: tab.language.say(text),
                })
                .into(),
            }),
        })
    });
    popup.flatten()
}
