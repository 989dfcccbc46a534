//! Whether this browser may show popups, watched: a person or a policy can change it at any time.

use js_sys::{Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, Notification, NotificationPermission, PermissionStatus, Window};

use super::property::property;
use crate::{device::state::DeviceState, reactive::spawn_local};

pub fn state() -> DeviceState {
    let window = window();
    if !window.is_secure_context() {
        return DeviceState::InsecureOrigin;
    }
    if is_embedded(&window) {
        return DeviceState::Embedded;
    }
    let missing = |object: &JsValue, name| property(object, name).is_none();
    if missing(&window, "Notification") || missing(&window.navigator(), "serviceWorker") {
        return DeviceState::Unsupported;
    }
    match Notification::permission() {
        NotificationPermission::Granted => DeviceState::Granted,
        NotificationPermission::Denied => DeviceState::Denied,
        _ => DeviceState::NotAsked,
    }
}

/// Not every browser says when it changes.
pub fn watch(changed: impl Fn() + 'static) {
    let navigator = window().navigator();
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
    spawn_local(async move {
        let Ok(status) = JsFuture::from(asked).await else {
            return;
        };
        let Ok(status) = status.dyn_into::<PermissionStatus>() else {
            return;
        };
        let changed = Closure::<dyn Fn(Event)>::new(move |_| changed());
        status.set_onchange(Some(changed.as_ref().unchecked_ref()));
        changed.forget();
        // An object that only its own listener knows may be collected.
        std::mem::forget(status);
    });
}

/// Asks the person. Has to be called in their click, before anything is awaited: browsers ignore or
/// punish the question at any other moment. `None` where it makes no sense to ask.
pub fn ask() -> Option<JsFuture> {
    if state() != DeviceState::NotAsked {
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
