//! Our own chimes, played by the leader wherever `sound::source` says that the page makes the sound.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    rc::Rc,
};

use domain::{
    id::OfferId,
    sound::{Chime, Sound},
};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AudioContext, AudioContextState, AudioScheduledSourceNode, Event, GainNode, OscillatorType,
};

use super::{listener::listen, platform::property, tab::Tab};
use crate::{
    desk_context::PageSound,
    sound::{PopupSound, Source, loudness, notes, popup_sound, source},
    text::UserAgent,
};

/// Too quiet to hear; an exponential fade can't reach zero.
const SILENCE: f32 = 0.0001;
/// Cut off within this, without a click in the loudspeaker.
const FADE_SECONDS: f64 = 0.15;
/// Between the end of a tune and its repetition. The pulse that repeats it comes every 5 s from a
/// hidden tab, every second from one that is seen.
const PAUSE_SECONDS: f64 = 2.0;

/// A click takes less than this.
const CLICK_MILLIS: u32 = 400;

pub struct Chimes {
    browser: UserAgent,
    /// Made in the first click or key press: browsers complain about any earlier one.
    audio: RefCell<Option<AudioContext>>,
    playing: RefCell<Option<Playing>>,
    /// What is to sound again until it has ended.
    repeating: RefCell<BTreeSet<OfferId>>,
    /// Whether the chip waits for the end of a click.
    telling: Cell<bool>,
}

struct Playing {
    offer: Option<OfferId>,
    gain: GainNode,
    until: f64,
}

impl Chimes {
    pub fn new(browser: UserAgent) -> Self {
        Self {
            browser,
            audio: RefCell::default(),
            playing: RefCell::default(),
            repeating: RefCell::default(),
            telling: Cell::new(false),
        }
    }

    /// Silences whatever is about none of these offers.
    pub fn keep(&self, ringing: &BTreeSet<OfferId>) {
        self.repeating
            .borrow_mut()
            .retain(|offer| ringing.contains(offer));
        let over =
            self.playing.borrow().as_ref().is_some_and(|playing| {
                playing.offer.is_some_and(|offer| !ringing.contains(&offer))
            });
        if over {
            self.fade();
        }
    }

    pub fn stop(&self) {
        self.repeating.borrow_mut().clear();
        self.fade();
    }

    fn fade(&self) {
        let Some(playing) = self.playing.take() else {
            return;
        };
        if let Some(audio) = self.audio.borrow().as_ref() {
            let volume = playing.gain.gain();
            // Fails only for times that are no numbers.
            let _ = volume.cancel_scheduled_values(audio.current_time());
            let _ = volume.set_target_at_time(0.0, audio.current_time(), FADE_SECONDS / 3.0);
        }
    }

    fn sound(&self, offer: Option<OfferId>, chime: Chime) {
        self.fade();
        let audio = self.audio.borrow();
        if let Some(audio) = audio.as_ref().filter(|audio| is_running(audio)) {
            // A browser that can't is one without sound: the popup and the list are still there.
            self.playing.replace(play_tune(audio, offer, chime).ok());
        }
    }

    /// Whether the last tune has been over for a while.
    fn has_paused(&self) -> bool {
        let audio = self.audio.borrow();
        let now = audio.as_ref().map_or(0.0, AudioContext::current_time);
        let playing = self.playing.borrow();
        playing
            .as_ref()
            .is_none_or(|playing| playing.until + PAUSE_SECONDS <= now)
    }

    fn page(&self, source: Source) -> PageSound {
        let audio = self.audio.borrow();
        if !matches!(source, Source::Page(_)) || audio.as_ref().is_some_and(is_running) {
            PageSound::Ready
        } else {
            PageSound::Blocked
        }
    }
}

/// For an offer that is put before the agent on this device.
pub fn play(tab: &Tab, offer: OfferId) {
    if let Source::Page(chime) = source_of(tab) {
        tab.chimes.sound(Some(offer), chime);
        repeat(tab, offer, chime);
    }
}

/// This tab leads now: what another tab repeated goes on here.
pub fn take_over(tab: &Tab, offers: impl IntoIterator<Item = OfferId>) {
    if let Source::Page(chime) = source_of(tab) {
        for offer in offers {
            repeat(tab, offer, chime);
        }
    }
}

fn repeat(tab: &Tab, offer: OfferId, chime: Chime) {
    if chime.repeat.is_on() {
        tab.chimes.repeating.borrow_mut().insert(offer);
    }
}

/// Every few seconds: plays again what is to be repeated.
pub fn beat(tab: &Tab) {
    let Some(offer) = tab.chimes.repeating.borrow().first().copied() else {
        return;
    };
    if let Source::Page(chime) = source_of(tab)
        && tab.chimes.has_paused()
    {
        tab.chimes.sound(Some(offer), chime);
    }
}

/// What a popup of this moment says to the system.
pub fn of_popup(tab: &Tab) -> PopupSound {
    let page = tab.chimes.page(source_of(tab));
    popup_sound(wanted(tab), &tab.chimes.browser, page)
}

/// The sound of a popup that is about no offer.
pub fn play_once(tab: &Tab) {
    if let Source::Page(chime) = source_of(tab) {
        tab.chimes.sound(None, chime);
    }
}

/// Says in `ctx.sound` whether this page could make its sound, and unlocks it in the first click.
pub fn watch(tab: &Rc<Tab>) {
    let page = tab.chimes.page(source_of(tab));
    tab.ctx.sound.set(page);
    let view = tab.ctx.view;
    let preference = Memo::new(move |_| view.with(|view| view.me.preferences.sound));
    let chosen = tab.clone();
    Effect::new(move |before: Option<Sound>| {
        let wanted = preference.get();
        if before.is_some_and(|before| before != wanted) {
            chosen.chimes.stop();
        }
        if was_activated(&chosen) {
            unlock_if_needed(&chosen);
        }
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
    let chime = match source_of(tab) {
        Source::Page(chime) => chime,
        Source::System | Source::Nobody => Chime::default(),
    };
    listen_to(tab, chime);
}

/// In the click on *Listen*: this chime, whatever is saved.
pub fn listen_to(tab: &Rc<Tab>, chime: Chime) {
    unlock(tab);
    let tab = tab.clone();
    spawn_local(async move {
        let resumed = tab.chimes.audio.borrow().as_ref().map(AudioContext::resume);
        if let Some(Ok(resumed)) = resumed {
            // Fails where the browser wants another kind of click; the chip stays.
            let _ = JsFuture::from(resumed).await;
        }
        tell(&tab);
        tab.chimes.sound(None, chime);
    });
}

fn wanted(tab: &Tab) -> Sound {
    let view = tab.ctx.view;
    view.try_with_untracked(|view| view.me.preferences.sound)
        .unwrap_or_default()
}

fn source_of(tab: &Tab) -> Source {
    source(wanted(tab), &tab.chimes.browser)
}

fn unlock_if_needed(tab: &Rc<Tab>) {
    if matches!(source_of(tab), Source::Page(_)) {
        unlock(tab);
    }
}

fn unlock(tab: &Rc<Tab>) {
    if tab.chimes.audio.borrow().is_none() {
        let Ok(audio) = AudioContext::new() else {
            return;
        };
        let told = tab.clone();
        let changed = Closure::<dyn Fn(Event)>::new(move |_| tell(&told));
        audio.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
        changed.forget();
        tab.chimes.audio.replace(Some(audio));
    }
    let audio = tab.chimes.audio.borrow();
    let suspended = audio
        .as_ref()
        .filter(|audio| audio.state() == AudioContextState::Suspended);
    if let Some(Ok(resumed)) = suspended.map(AudioContext::resume) {
        spawn_local(async {
            let _ = JsFuture::from(resumed).await;
        });
    }
    drop(audio);
    tell(tab);
}

fn tell(tab: &Rc<Tab>) {
    let known = tab.ctx.sound.try_get_untracked();
    let now = tab.chimes.page(source_of(tab));
    if known.is_none_or(|known| known == now) || tab.chimes.telling.replace(true) {
        return;
    }
    // Not while the button is down: the chip goes, and what is beside it must not move from under
    // the click that unlocked the sound.
    let tab = tab.clone();
    Timeout::new(CLICK_MILLIS, move || {
        tab.chimes.telling.set(false);
        tab.ctx.sound.try_set(tab.chimes.page(source_of(&tab)));
    })
    .forget();
}

/// Whether the person has already clicked in this page, or in the one it was reached from.
fn was_activated(tab: &Tab) -> bool {
    let navigator = tab.window.navigator();
    property(&navigator, "userActivation").is_some()
        && navigator.user_activation().has_been_active()
}

fn is_running(audio: &AudioContext) -> bool {
    audio.state() == AudioContextState::Running
}

fn play_tune(
    audio: &AudioContext,
    offer: Option<OfferId>,
    chime: Chime,
) -> Result<Playing, JsValue> {
    let now = audio.current_time();
    let gain = audio.create_gain()?;
    gain.connect_with_audio_node(&audio.destination())?;
    let mut until = now;
    for note in notes(chime.tune) {
        let begins = now + note.begins;
        let ends = begins + note.lasts;
        let tone = audio.create_oscillator()?;
        tone.set_type(OscillatorType::Sine);
        tone.frequency().set_value(note.pitch);
        let shape = audio.create_gain()?;
        let volume = shape.gain();
        volume.set_value_at_time(loudness(chime), begins)?;
        volume.exponential_ramp_to_value_at_time(SILENCE, ends)?;
        tone.connect_with_audio_node(&shape)?
            .connect_with_audio_node(&gain)?;
        let tone: &AudioScheduledSourceNode = tone.as_ref();
        tone.start_with_when(begins)?;
        tone.stop_with_when(ends)?;
        until = until.max(ends);
    }
    Ok(Playing { offer, gain, until })
}
