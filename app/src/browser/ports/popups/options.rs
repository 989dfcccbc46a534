//! A popup in the words of the browser, and of the service worker (public/sw.js).

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::NotificationOptions;

use crate::{
    alert::{
        plan::TEST_TAG,
        popup::{About, Click, Popup},
    },
    device::sound::PopupSound,
};

const ICON: &str = "/icon-192.png";

pub fn options(popup: &Popup, sound: PopupSound) -> NotificationOptions {
    let options = NotificationOptions::new();
    options.set_tag(&popup.tag);
    options.set_body(&popup.body);
    options.set_icon(ICON);
    if sound == PopupSound::Silent {
        // Said only when it is so: false would be taken for a wish.
        options.set_silent(Some(true));
    }
    let rings = popup
        .about
        .as_ref()
        .is_none_or(|about| about.offer.is_some());
    // Whoever is away from the desk for a minute finds it still there. It is closed when it is over.
    options.set_require_interaction(rings);
    if popup.tag == TEST_TAG {
        // Pressed again, it is to be seen again.
        options.set_renotify(true);
    }
    if let Some(about) = &popup.about {
        options.set_data(&data(about));
        options.set_actions(&buttons(about));
    }
    options
}

/// What the service worker reads after a click.
fn data(about: &About) -> JsValue {
    let click = match about.click {
        Click::Opens => "open",
        Click::Connects => "connect",
    };
    let request = about.request.to_string();
    let mut fields = vec![("request", request.as_str()), ("click", click)];
    let offer = about.offer.map(|offer| offer.to_string());
    fields.extend(offer.as_deref().map(|offer| ("offer", offer)));
    object(&fields)
}

/// Browsers without buttons overlook them, and those with too few leave out the last.
fn buttons(about: &About) -> Array {
    about
        .buttons
        .iter()
        .map(|button| object(&[("action", button.action.name()), ("title", &button.label)]))
        .collect()
}

fn object(fields: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property of a plain object can't fail.
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object.into()
}
