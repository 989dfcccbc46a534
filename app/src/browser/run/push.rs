//! Web Push on this device: tells the server what this browser is, and keeps a subscription with the
//! browser's push service for as long as the agent wants one.
//!
//! Nothing waits for it: what came of it shows in `DeskContext::push`.

use js_sys::Date;
use leptos::prelude::*;

use crate::{
    api,
    browser::{
        ear::Ear,
        ports::{
            permission,
            popups::Popups,
            push_manager::{PushService, Subscription},
        },
    },
    desk::patience::in_time,
    device::state::PushState,
    reactive::spawn_local,
    tab::{
        heard::Heard,
        push_plan::{Plan, Server, is_possible, plan},
    },
    text::own_zone,
    wire::{devices::PushTerms, error::AppError},
};

pub fn settle(shown: RwSignal<PushState>, popups: Popups, ear: Ear) {
    spawn_local(async move {
        let state = settled(shown, &popups).await;
        shown.try_set(state);
        ear.hear(Heard::PushSettled);
    });
}

async fn settled(shown: RwSignal<PushState>, popups: &Popups) -> PushState {
    let permission = permission::state();
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a day")]
    let utc_offset = -(Date::new_0().get_timezone_offset() as i32);
    let described = api::describe_device(permission.into(), utc_offset, own_zone());
    let Ok(terms) = in_time(described).await else {
        // The server can't be reached, or nobody is signed in any more: others tell of that.
        return PushState::Unknown;
    };
    if !is_possible(permission) {
        return PushState::Unsupported;
    }
    let registration = popups.registration().await;
    let Some(service) = registration.as_ref().and_then(PushService::of) else {
        return PushState::Unsupported;
    };
    let existing = service.existing().await;
    let endpoint = existing.as_ref().map(Subscription::endpoint);
    let plan = plan(&terms, permission, endpoint.as_deref());
    if let Some(existing) = existing.filter(|_| plan != Plan::Keep) {
        existing.end().await;
    }
    match plan {
        Plan::Keep => PushState::On,
        Plan::End { shows, server } => {
            if server == Server::IsToBeTold {
                // Tried again by the next page.
                let _ = in_time(api::subscribe_push(None)).await;
            }
            shows
        }
        Plan::Subscribe => {
            shown.try_set(PushState::Asking);
            subscribe(&service, &terms).await
        }
    }
}

async fn subscribe(service: &PushService, terms: &PushTerms) -> PushState {
    let Some(subscription) = service.subscribe(&terms.key).await else {
        return PushState::NoService;
    };
    match in_time(api::subscribe_push(Some(subscription))).await {
        Ok(()) => PushState::On,
        Err(AppError::Invalid { .. }) => PushState::Refused,
        Err(_) => PushState::Unknown,
    }
}
