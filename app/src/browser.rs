//! The ports to the browser: the event stream and its leader tab, popups, sound, permission. Only
//! here does the app touch what a browser offers besides the page itself, and only when hydrated.
//!
//! All of it lives as long as the page. What components call stands first; nothing here panics or
//! waits where a browser refuses: what did not work shows in the signals of `DeskContext`.

mod address;
mod arrival;
mod attention;
mod badge;
mod channel;
mod chime;
mod clock;
mod device;
mod leader;
mod listener;
mod notes;
mod notifier;
mod other_tabs;
mod platform;
mod player;
mod popups;
mod push;
mod replica;
mod reports;
mod settings;
mod stream;
mod tab;
mod test;
mod touch;
mod watchdog;

use std::{cell::RefCell, rc::Rc};

use domain::{preference_change::PreferenceChange, sound::Chime, switch::Switch};

use self::{channel::Word, platform::show_app_badge, popups::Popups, tab::Tab};
use crate::desk_context::DeskContext;

thread_local! {
    /// The tab that this page is, once it is live.
    static TAB: RefCell<Option<Rc<Tab>>> = const { RefCell::new(None) };
}

/// Makes the page live: once, after hydration, inside the root's owner. A second call does nothing.
pub fn start(ctx: DeskContext) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let Some(document) = window.document() else {
        return;
    };
    if current().is_some() {
        return;
    }
    let tab = Tab::new(ctx, window, document);
    TAB.set(Some(tab.clone()));
    tab.channel.listen(&tab);
    tab.channel.say(&Word::Hello);
    device::watch(&tab);
    touch::watch(&tab);
    push::watch(&tab);
    attention::watch(&tab);
    badge::watch(&tab);
    chime::watch(&tab);
    arrival::watch(&tab);
    watchdog::start(&tab);
    notifier::watch(&tab);
    leader::stand(&tab);
}

/// *Save*. Call it in the click itself: only there may a browser be asked for permission.
pub fn save_notifications(_: DeskContext, change: PreferenceChange, web_push: Option<Switch>) {
    if let Some(tab) = current() {
        settings::save(&tab, change, web_push);
    }
}

/// *Turn on here*, in the click itself.
pub fn turn_on_here(_: DeskContext) {
    if let Some(tab) = current() {
        settings::turn_on_here(&tab);
    }
}

/// *Send test notification*.
pub fn test_notification(_: DeskContext) {
    if let Some(tab) = current() {
        settings::test(&tab);
    }
}

/// The chip *Sound is off*, in the click itself.
pub fn enable_sound(_: DeskContext) {
    if let Some(tab) = current() {
        chime::enable(&tab);
    }
}

/// *Listen*, in the click itself.
pub fn listen_to(_: DeskContext, chime: Chime) {
    if let Some(tab) = current() {
        chime::listen_to(&tab, chime);
    }
}

/// For the pages before signing in: no popup and no badge of whoever was signed in before stays.
pub fn close_popups() {
    if let Some(window) = web_sys::window() {
        let popups = Popups::existing(&window);
        popups.close_all();
        arrival::forget_wishes(popups);
        show_app_badge(&window.navigator(), 0);
    }
}

/// The server has answered that nobody is signed in any more.
pub fn signed_out() {
    if let Some(tab) = current() {
        tab.signed_out();
    }
}

fn current() -> Option<Rc<Tab>> {
    TAB.with_borrow(Clone::clone)
}
