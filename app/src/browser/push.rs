//! Web Push on this device: tells the server what this browser is, and keeps a subscription with the
//! browser's push service for as long as the agent wants one.
//!
//! A push service that can't be reached is normal, and a browser may ask it for a long time. Nothing
//! waits for it: what came of it shows in `DeskContext::push`.

use std::{cell::Cell, rc::Rc};

use domain::device::PushSubscription as Subscription;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, JSON};
use leptos::prelude::*;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{PushManager, PushSubscription, PushSubscriptionOptionsInit};

use super::{device, platform::property, tab::Tab};
use crate::{
    api,
    desk::patience::in_time,
    device::state::{DeviceState, PushState},
    text::own_zone,
    wire::{devices::PushTerms, error::AppError},
};

/// A push service that has not answered by then is told of as one that can't be reached.
const PATIENCE_MILLIS: u32 = 8_000;

#[derive(Default)]
pub struct Push {
    settling: Cell<bool>,
    /// Something changed meanwhile: once more, from the start.
    again: Cell<bool>,
    /// The permission for which it was last settled, or is being.
    settled_for: Cell<Option<DeviceState>>,
}

/// As browsers write a subscription.
#[derive(Deserialize)]
struct Written {
    endpoint: String,
    keys: Keys,
}

#[derive(Deserialize)]
struct Keys {
    p256dh: String,
    auth: String,
}

/// Settles it anew whenever this browser's permission changes.
pub fn watch(tab: &Rc<Tab>) {
    let watching = tab.clone();
    Effect::new(move |_| {
        watching.ctx.device.track();
        settle(&watching);
    });
}

/// One tab does it for the device, once for each permission.
pub fn settle(tab: &Rc<Tab>) {
    if tab.leads() && tab.push.settled_for.get() != Some(device::state(&tab.window)) {
        settle_here(tab);
    }
}

/// In whichever tab it was asked for.
pub fn settle_here(tab: &Rc<Tab>) {
    tab.push.settled_for.set(Some(device::state(&tab.window)));
    if tab.push.settling.replace(true) {
        tab.push.again.set(true);
        return;
    }
    let tab = tab.clone();
    spawn_local(async move {
        loop {
            tab.push.again.set(false);
            let state = settled(&tab).await;
            tab.ctx.push.try_set(state);
            if !tab.push.again.get() {
                break;
            }
        }
        tab.push.settling.set(false);
    });
}

async fn settled(tab: &Tab) -> PushState {
    let state = device::state(&tab.window);
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a day")]
    let utc_offset = -(Date::new_0().get_timezone_offset() as i32);
    let described = api::describe_device(state.into(), utc_offset, own_zone());
    let asked = in_time(described).await;
    let Ok(terms) = asked else {
        // The server can't be reached, or nobody is signed in any more: others tell of that.
        return PushState::Unknown;
    };
    if matches!(
        state,
        DeviceState::InsecureOrigin | DeviceState::Embedded | DeviceState::Unsupported
    ) {
        return PushState::Unsupported;
    }
    let Some(manager) = manager(tab).await else {
        return PushState::Unsupported;
    };
    let existing = existing(&manager).await;
    if !terms.wanted.is_on() || state != DeviceState::Granted {
        if let Some(existing) = existing {
            end(&existing).await;
        }
        if terms.endpoint.is_some() {
            // Tried again by the next page.
            let _ = in_time(api::subscribe_push(None)).await;
        }
        return if terms.wanted.is_on() {
            PushState::NotAllowed
        } else {
            PushState::Off
        };
    }
    if let Some(existing) = existing {
        if terms.endpoint.as_deref() == Some(existing.endpoint().as_str()) {
            return PushState::On;
        }
        // Made for somebody else, or with keys that are no more.
        end(&existing).await;
    }
    tab.ctx.push.try_set(PushState::Asking);
    subscribe(&manager, &terms).await
}

async fn subscribe(manager: &PushManager, terms: &PushTerms) -> PushState {
    let options = PushSubscriptionOptionsInit::new();
    options.set_user_visible_only(true);
    options.set_application_server_key(&JsValue::from_str(&terms.key));
    let Ok(asked) = manager.subscribe_with_options(&options) else {
        return PushState::NoService;
    };
    let answer = select(JsFuture::from(asked), TimeoutFuture::new(PATIENCE_MILLIS)).await;
    let Either::Left((Ok(subscription), _)) = answer else {
        return PushState::NoService;
    };
    let Some(subscription) = written(&subscription) else {
        return PushState::NoService;
    };
    match in_time(api::subscribe_push(Some(subscription))).await {
        Ok(()) => PushState::On,
        Err(AppError::Invalid { .. }) => PushState::Refused,
        Err(_) => PushState::Unknown,
    }
}

fn written(subscription: &JsValue) -> Option<Subscription> {
    let text: String = JSON::stringify(subscription).ok()?.into();
    let Written { endpoint, keys } = serde_json::from_str(&text).ok()?;
    Some(Subscription {
        endpoint,
        p256dh: keys.p256dh,
        auth: keys.auth,
    })
}

/// `None` where the browser has no Web Push.
async fn manager(tab: &Tab) -> Option<PushManager> {
    let registration = tab.popups.registration().await?;
    property(&registration, "pushManager")?.dyn_into().ok()
}

async fn existing(manager: &PushManager) -> Option<PushSubscription> {
    let asked = JsFuture::from(manager.get_subscription().ok()?);
    match select(asked, TimeoutFuture::new(PATIENCE_MILLIS)).await {
        Either::Left((Ok(found), _)) => found.dyn_into().ok(),
        _ => None,
    }
}

async fn end(subscription: &PushSubscription) {
    let Ok(asked) = subscription.unsubscribe() else {
        return;
    };
    // The browser forgets it at once; telling its push service may take its time.
    let _ = select(JsFuture::from(asked), TimeoutFuture::new(PATIENCE_MILLIS)).await;
}
