//! One tab in a real browser. Only here does the app touch what a browser offers besides the page itself, and
//! only when hydrated.
//!
//! [`crate::tab`] decides; `run` feeds it and carries out what it decides, with the `ports` to the browser;
//! all others only listen, and know of the tab no more than its `ear`. All of it lives as long as the page.
//! Nothing here panics or waits where a browser refuses: what did not work shows in the signals of
//! `DeskContext`.

mod arrival;
mod ear;
mod listening;
mod ports;
mod run;
mod settings;

use std::cell::Cell;

pub use self::ports::{address::go_to, reach::answers};
use self::{
    ear::Ear,
    ports::{
        address,
        reload_mark::{self, Mark, Missing},
    },
    run::Run,
};
use crate::{
    desk::{
        context::DeskContext,
        here::{self, Wish},
    },
    tab::heard::Heard,
};

thread_local! {
    static LIVE: Cell<bool> = const { Cell::new(false) };
}

/// Makes the page live: once, after hydration, inside the root's owner. A second call does nothing.
pub fn start(ctx: DeskContext) {
    let has_page = web_sys::window().is_some_and(|window| window.document().is_some());
    if !has_page || LIVE.replace(true) {
        return;
    }
    let run = Run::begin(ctx);
    let ear = run.ear();
    let asked = ear.clone();
    here::attach(move |wish| grant(ctx, &asked, wish));
    ear.hear(Heard::Started);
    listening::watch(ctx, &ear);
    arrival::watch(ctx, &run.popups, ear);
    run.start_worker();
    run.stand();
}

/// For a file that is gone, unless it was for one already: then there is no use in it.
pub fn reload_for_file() {
    if reload_mark::set(Missing::File) == Mark::Set {
        address::reload();
    }
}

/// The next file that is gone is another release's.
pub fn note_files() {
    reload_mark::clear(Missing::File);
}

/// In the click in which it was wished: nothing is awaited before the browser is asked.
fn grant(ctx: DeskContext, ear: &Ear, wish: Wish) {
    match wish {
        Wish::Save { change, web_push } => settings::save(ctx, ear.clone(), change, web_push),
        Wish::TurnOn => settings::turn_on_here(ear.clone()),
        Wish::Test => ear.hear(Heard::TrialWished),
        Wish::EnableSound => ear.hear(Heard::SoundWished),
        Wish::Listen(chime) => ear.hear(Heard::ListenWished(chime)),
        Wish::SignedOut => ear.hear(Heard::SignedOut),
    }
}
