//! What shows beside the popup while something rings: the tab's icon and the number on the icon of
//! the installed app. Every tab shows it, also the one that is in front; the title of the page is
//! `ui::kit::page_title`.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlLinkElement};

use super::{platform::show_app_badge, tab::Tab};
use crate::alert::plan::ringing;

const ICON: &str = "/favicon.svg";
const RINGING_ICON: &str = "/favicon-ringing.svg";

/// Follows the view. The first time shows what is true now, because a browser that was closed while
/// something rang has kept its badge.
pub fn watch(tab: &Rc<Tab>) {
    let view = tab.ctx.view;
    let count = Memo::new(move |_| view.with(|view| ringing(view).len()));
    let tab = tab.clone();
    Effect::new(move |_| show(&tab, count.get()));
}

/// Nothing rings for somebody who is signed out.
pub fn clear(tab: &Tab) {
    show(tab, 0);
}

fn show(tab: &Tab, count: usize) {
    show_app_badge(&tab.window.navigator(), count);
    show_icon(&tab.document, if count > 0 { RINGING_ICON } else { ICON });
}

fn show_icon(document: &Document, icon: &str) {
    let link = document.query_selector("link[rel=icon]").ok().flatten();
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlLinkElement>().ok()) {
        link.set_href(icon);
    }
}
