//! The sound of whatever is raised or rings on this device. The leader decides who makes it
//! (`sound::voice`); where a page does, that is one tab of the device that its browser lets sound,
//! not always the leader: a tab that nobody has clicked yet is mute.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    rc::Rc,
};

use domain::{
    id::OfferId,
    sound::{Chime, Sound},
    time::{Span, Timestamp},
};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    attention,
    channel::Word,
    clock::browser_now,
    listener::listen,
    platform::{may_autoplay, property},
    tab::Tab,
};
use crate::{
    desk::context::PageSound,
    device::{
        sound::{
            Audio, Speaker, Voice, length, page_chime, page_sound, speaker, voice, voice_after_push,
        },
        user_agent::UserAgent,
    },
};

/// Between the end of a tune and its repetition. The pulse that repeats it comes every 5 s from a
/// hidden tab, every second from one that is seen.
const PAUSE: Span = Span::seconds(2);

/// A click takes less than this, and so does the answer of the other tabs to a new one.
const CLICK_MILLIS: u32 = 400;

pub struct Chimes {
    browser: UserAgent,
    /// Of the leader: what it last had played.
    sounding: RefCell<Option<Sounding>>,
    /// Of the leader: what is to sound again until it has ended.
    repeating: RefCell<BTreeSet<OfferId>>,
    /// What the other tabs were last told of this tab's audio.
    told: Cell<Audio>,
    /// Whether the chip waits for the end of a click.
    telling: Cell<bool>,
}

struct Sounding {
    offer: Option<OfferId>,
    speaker: Speaker,
    /// Browser time.
    until: Timestamp,
}

impl Chimes {
    pub fn new(browser: UserAgent) -> Self {
        Self {
            browser,
            sounding: RefCell::default(),
            repeating: RefCell::default(),
            told: Cell::new(Audio::Blocked),
            telling: Cell::new(false),
        }
    }

    /// Whether the last tune has been over for a while.
    fn has_paused(&self) -> bool {
        let sounding = self.sounding.borrow();
        let until = sounding.as_ref().map(|sounding| sounding.until);
        until.is_none_or(|until| until + PAUSE <= browser_now())
    }
}

/// Who sounds for something that begins now.
pub fn voice_of(tab: &Tab) -> Voice {
    voice(wanted(tab), &tab.chimes.browser, speaker_of(tab))
}

/// Who sounds for a popup that stands already, because a push service was quicker.
pub fn voice_after_push_of(tab: &Tab) -> Voice {
    voice_after_push(wanted(tab), &tab.chimes.browser, speaker_of(tab))
}

/// Carries out the part of the page. `offer` is what it is about, if it rings: its sound ends with it.
pub fn sound(tab: &Tab, voice: &Voice, offer: Option<OfferId>) {
    if let Voice::Page { chime, speaker } = voice {
        play(tab, *chime, speaker.clone(), offer);
    }
    if let Some(offer) = offer {
        repeat(tab, [offer]);
    }
}

/// This tab leads now: what another leader had repeated goes on here.
pub fn take_over(tab: &Tab, offers: impl IntoIterator<Item = OfferId>) {
    repeat(tab, offers);
}

/// Every few seconds: plays again what is to be repeated, by whichever tab may sound by now.
pub fn beat(tab: &Tab) {
    let Some(offer) = tab.chimes.repeating.borrow().first().copied() else {
        return;
    };
    if tab.chimes.has_paused()
        && let Voice::Page { chime, speaker } = voice_of(tab)
    {
        play(tab, chime, speaker, Some(offer));
    }
}

/// Silences whatever is about none of these offers.
pub fn keep(tab: &Tab, ringing: &BTreeSet<OfferId>) {
    let Chimes {
        sounding,
        repeating,
        ..
    } = &tab.chimes;
    repeating
        .borrow_mut()
        .retain(|offer| ringing.contains(offer));
    let over = sounding.borrow().as_ref().is_some_and(|sounding| {
        sounding
            .offer
            .is_some_and(|offer| !ringing.contains(&offer))
    });
    if over {
        hush(tab);
    }
}

/// This tab is not to sound any more.
pub fn stop(tab: &Tab) {
    tab.chimes.repeating.borrow_mut().clear();
    tab.chimes.sounding.take();
    tab.player.fade();
}

/// Says in `ctx.sound` whether some page of this device may play what one should, and unlocks this
/// one: at once where the browser asks for no click, else in the first.
pub fn watch(tab: &Rc<Tab>) {
    let view = tab.ctx.view;
    let preference = Memo::new(move |_| view.with(|view| view.me.preferences.sound));
    let chosen = tab.clone();
    Effect::new(move |before: Option<Sound>| {
        let wanted = preference.get();
        if before.is_some_and(|before| before != wanted) {
            stop(&chosen);
        }
        unlock_unasked(&chosen);
        tell(&chosen);
        wanted
    });
    let first = tab.clone();
    listen(
        &tab.window,
        &["pointerdown", "pointerup", "keydown"],
        move |_| unlock_if_needed(&first),
    );
}

/// The click on the chip: unlocks, and lets hear that it did.
pub fn enable(tab: &Rc<Tab>) {
    let chime = page_chime(wanted(tab), &tab.chimes.browser);
    listen_to(tab, chime.unwrap_or_default());
}

/// In the click on *Listen*: this chime, whatever is saved.
pub fn listen_to(tab: &Rc<Tab>, chime: Chime) {
    unlock(tab);
    let tab = tab.clone();
    spawn_local(async move {
        tab.player.resumed().await;
        tell(&tab);
        tab.player.play(chime);
    });
}

/// Tells the other tabs whether this one may sound, and its own page whether any may.
pub fn tell(tab: &Rc<Tab>) {
    let own = tab.player.state();
    if tab.chimes.told.replace(own) != own {
        attention::tell(tab, attention::of_page(&tab.document));
    }
    let known = tab.ctx.sound.try_get_untracked();
    if known.is_none_or(|known| known == of_device(tab)) || tab.chimes.telling.replace(true) {
        return;
    }
    // Not while the button is down: the chip goes, and what is beside it must not move from under
    // the click that unlocked the sound.
    let tab = tab.clone();
    Timeout::new(CLICK_MILLIS, move || {
        tab.chimes.telling.set(false);
        tab.ctx.sound.try_set(of_device(&tab));
    })
    .forget();
}

fn play(tab: &Tab, chime: Chime, speaker: Speaker, offer: Option<OfferId>) {
    hush(tab);
    match &speaker {
        Speaker::ThisTab => tab.player.play(chime),
        Speaker::Other(name) => tab.channel.say(&Word::Play {
            tab: name.clone(),
            chime,
        }),
    }
    tab.chimes.sounding.replace(Some(Sounding {
        offer,
        speaker,
        until: browser_now() + length(chime.tune),
    }));
}

fn hush(tab: &Tab) {
    match tab.chimes.sounding.take().map(|sounding| sounding.speaker) {
        Some(Speaker::ThisTab) => tab.player.fade(),
        Some(Speaker::Other(name)) => tab.channel.say(&Word::Hush { tab: name }),
        None => {}
    }
}

fn repeat(tab: &Tab, offers: impl IntoIterator<Item = OfferId>) {
    let chime = page_chime(wanted(tab), &tab.chimes.browser);
    if chime.is_some_and(|chime| chime.repeat.is_on()) {
        tab.chimes.repeating.borrow_mut().extend(offers);
    }
}

fn wanted(tab: &Tab) -> Sound {
    let view = tab.ctx.view;
    view.try_with_untracked(|view| view.me.preferences.sound)
        .unwrap_or_default()
}

fn speaker_of(tab: &Tab) -> Option<Speaker> {
    speaker(tab.player.state(), tab.others.with_sound())
}

fn of_device(tab: &Tab) -> PageSound {
    page_sound(wanted(tab), &tab.chimes.browser, speaker_of(tab).as_ref())
}

fn unlock_if_needed(tab: &Rc<Tab>) {
    if page_chime(wanted(tab), &tab.chimes.browser).is_some() {
        unlock(tab);
    }
}

/// A page that was reached from one that was clicked may sound at once, as after signing in.
fn unlock_unasked(tab: &Rc<Tab>) {
    if was_activated(tab) || page_chime(wanted(tab), &tab.chimes.browser).is_none() {
        unlock_if_needed(tab);
        return;
    }
    let tab = tab.clone();
    spawn_local(async move {
        if may_autoplay(&tab.window).await {
            unlock_if_needed(&tab);
        }
    });
}

fn unlock(tab: &Rc<Tab>) {
    let told = tab.clone();
    tab.player.unlock(move || tell(&told));
    tell(tab);
}

/// Whether the person has already clicked in this page.
fn was_activated(tab: &Tab) -> bool {
    let navigator = tab.window.navigator();
    property(&navigator, "userActivation").is_some()
        && navigator.user_activation().has_been_active()
}
