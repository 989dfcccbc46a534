//! What shows beside the popup while something rings: the tab's icon and the number on the icon of the
//! installed app. Every tab shows it, also the one that is in front; the title of the page is
//! `ui::kit::page_title`.

use js_sys::{Object, Promise};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlLinkElement;

use super::property::property;

use crate::reactive::spawn_local;

const ICON: &str = "/favicon.svg";
const RINGING_ICON: &str = "/favicon-ringing.svg";

#[wasm_bindgen]
extern "C" {
    // web-sys does not know it.
    #[wasm_bindgen(extends = Object)]
    type BadgeNavigator;

    #[wasm_bindgen(method, js_name = setAppBadge)]
    fn set_app_badge(this: &BadgeNavigator, count: u32) -> Promise;

    #[wasm_bindgen(method, js_name = clearAppBadge)]
    fn clear_app_badge(this: &BadgeNavigator) -> Promise;
}

/// So much rings.
pub fn show(count: usize) {
    show_on_app(count);
    show_icon(if count > 0 { RINGING_ICON } else { ICON });
}

/// On the icon of the installed app alone, where there is one.
fn show_on_app(count: usize) {
    let navigator = window().navigator();
    if property(&navigator, "setAppBadge").is_none() {
        return;
    }
    let navigator: &BadgeNavigator = navigator.unchecked_ref();
    let done = match u32::try_from(count) {
        Ok(0) | Err(_) => navigator.clear_app_badge(),
        Ok(count) => navigator.set_app_badge(count),
    };
    // The badge is an extra: where it is refused, nothing is missing.
    spawn_local(async {
        let _ = JsFuture::from(done).await;
    });
}

fn show_icon(icon: &str) {
    let link = document().query_selector("link[rel=icon]").ok().flatten();
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlLinkElement>().ok()) {
        link.set_href(icon);
    }
}
