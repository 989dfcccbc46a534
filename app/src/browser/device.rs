//! Whether this browser may show popups, watched: a person or a policy can change it at any time.

use std::rc::Rc;

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, Notification, NotificationPermission, PermissionStatus, Window};

use super::{platform::property, tab::Tab};
use crate::device::state::DeviceState;

pub fn state(window: &Window) -> DeviceState {
    if !window.is_secure_context() {
        return DeviceState::InsecureOrigin;
    }
    if is_embedded(window) {
        return DeviceState::Embedded;
    }
    let missing = |object: &wasm_bindgen::JsValue, name| property(object, name).is_none();
    if missing(window, "Notification") || missing(&window.navigator(), "serviceWorker") {
        return DeviceState::Unsupported;
    }
    match Notification::permission() {
        NotificationPermission::Granted => DeviceState::Granted,
        NotificationPermission::Denied => DeviceState::Denied,
        _ => DeviceState::NotAsked,
    }
}

/// Not every browser says when it changes, so it is also read whenever somebody comes back.
pub fn read_again(tab: &Tab) {
    let state = state(&tab.window);
    if tab
        .ctx
        .device
        .try_get_untracked()
        .is_some_and(|known| known != state)
    {
        tab.ctx.device.try_set(state);
    }
}

pub fn watch(tab: &Rc<Tab>) {
    read_again(tab);
    let navigator = tab.window.navigator();
    if property(&navigator, "permissions").is_none() {
        return;
    }
    let Ok(permissions) = navigator.permissions() else {
        return;
    };
    let descriptor = Object::new();
    // Setting a property of a plain object can't fail.
    let _ = Reflect::set(&descriptor, &"name".into(), &"notifications".into());
    let Ok(asked) = permissions.query(&descriptor) else {
        return;
    };
    let tab = tab.clone();
    spawn_local(async move {
        let Ok(status) = JsFuture::from(asked).await else {
            return;
        };
        let Ok(status) = status.dyn_into::<PermissionStatus>() else {
            return;
        };
        let changed = Closure::<dyn Fn(Event)>::new(move |_| read_again(&tab));
        status.set_onchange(Some(changed.as_ref().unchecked_ref()));
        changed.forget();
        // An object that only its own listener knows may be collected.
        std::mem::forget(status);
    });
}

/// Asks the person. Has to be called in their click, before anything is awaited: browsers ignore or
/// punish the question at any other moment. `None` where it makes no sense to ask.
pub fn ask(window: &Window) -> Option<JsFuture> {
    if state(window) != DeviceState::NotAsked {
        return None;
    }
    Notification::request_permission().ok().map(JsFuture::from)
}

fn is_embedded(window: &Window) -> bool {
    // Reading `top` of a foreign frame is allowed; comparing is all that is needed.
    match window.top() {
        Ok(Some(top)) => !Object::is(&top, window),
        Ok(None) | Err(_) => true,
    }
}
