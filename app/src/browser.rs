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

use std::{cell::Cell, rc::Rc};

use self::{channel::Word, platform::show_app_badge, popups::Popups, tab::Tab};
use crate::desk::{
    context::DeskContext,
    here::{self, Wish},
};

thread_local! {
    static LIVE: Cell<bool> = const { Cell::new(false) };
}

/// Makes the page live: once, after hydration, inside the root's owner. A second call does nothing.
pub fn start(ctx: DeskContext) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let Some(document) = window.document() else {
        return;
    };
    if LIVE.replace(true) {
        return;
    }
    let tab = Tab::new(ctx, window, document);
    let asked = tab.clone();
    here::attach(move |wish| grant(&asked, wish));
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

/// For the pages before signing in: no popup and no badge of whoever was signed in before stays.
pub fn close_popups() {
    if let Some(window) = web_sys::window() {
        let popups = Popups::existing(&window);
        popups.close_all();
        arrival::forget_wishes(popups);
        show_app_badge(&window.navigator(), 0);
    }
}

fn grant(tab: &Rc<Tab>, wish: Wish) {
    match wish {
        Wish::Save { change, web_push } => settings::save(tab, change, web_push),
        Wish::TurnOn => settings::turn_on_here(tab),
        Wish::Test => settings::test(tab),
        Wish::EnableSound => chime::enable(tab),
        Wish::Listen(chime) => chime::listen_to(tab, chime),
        Wish::SignedOut => tab.signed_out(),
    }
}
