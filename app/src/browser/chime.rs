//! Our own short chime, only where the system makes no sound with its popups: Chrome and Edge on
//! macOS and Linux. Everywhere else there would be two.

use std::{cell::RefCell, rc::Rc};

use domain::id::OfferId;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AudioContext, AudioContextState, AudioScheduledSourceNode, Event, GainNode, OscillatorType,
};

use super::{listener::listen, platform::property, tab::Tab};
use crate::{
    desk_context::Sound,
    text::{Family, System, UserAgent},
};

/// Pitch in hertz and beginning in seconds of the two tones.
const TONES: [(f32, f64); 2] = [(880.0, 0.0), (1174.7, 0.22)];
const TONE_SECONDS: f64 = 0.7;
const LOUDNESS: f32 = 0.25;
/// Too quiet to hear; an exponential fade can't reach zero.
const SILENCE: f32 = 0.0001;
/// Cut off within this, without a click in the loudspeaker.
const FADE_SECONDS: f64 = 0.15;

/// A click takes less than this.
const CLICK_MILLIS: u32 = 400;

pub struct Chime {
    source: Source,
    /// Made in the first click or key press: browsers complain about any earlier one.
    audio: RefCell<Option<AudioContext>>,
    playing: RefCell<Option<Playing>>,
}

/// Who makes the sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    System,
    Page,
}

struct Playing {
    offer: Option<OfferId>,
    gain: GainNode,
    until: f64,
}

impl Chime {
    pub fn new(browser: &UserAgent) -> Self {
        let chromium = matches!(browser.family, Family::Chrome | Family::Edge);
        let mute = matches!(browser.system, System::MacOs | System::Linux);
        Self {
            source: if chromium && mute {
                Source::Page
            } else {
                Source::System
            },
            audio: RefCell::new(None),
            playing: RefCell::new(None),
        }
    }

    pub fn play(&self, offer: OfferId) {
        if self.source == Source::Page {
            self.sound(Some(offer));
        }
    }

    /// The offer whose chime can be heard now.
    pub fn playing(&self) -> Option<OfferId> {
        let audio = self.audio.borrow();
        let playing = self.playing.borrow();
        let playing = playing.as_ref()?;
        (playing.until > audio.as_ref()?.current_time())
            .then_some(playing.offer)
            .flatten()
    }

    pub fn stop(&self) {
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

    fn sound(&self, offer: Option<OfferId>) {
        self.stop();
        let audio = self.audio.borrow();
        let running = audio
            .as_ref()
            .filter(|audio| audio.state() == AudioContextState::Running);
        if let Some(audio) = running {
            // A browser that can't is one without sound: the popup and the list are still there.
            self.playing.replace(tones(audio, offer).ok());
        }
    }
}

/// Says in `ctx.sound` whether this page could make a sound, and unlocks it in the first click.
pub fn watch(tab: &Rc<Tab>) {
    if tab.chime.source == Source::System {
        tab.ctx.sound.set(Sound::Ready);
        return;
    }
    tab.ctx.sound.set(Sound::Blocked);
    if was_activated(tab) {
        unlock(tab);
    }
    let first = tab.clone();
    listen(
        &tab.window,
        &["pointerdown", "pointerup", "keydown"],
        move |_| {
            unlock(&first);
        },
    );
}

/// The click on the chip: unlocks, and lets hear that it did.
pub fn enable(tab: &Rc<Tab>) {
    unlock(tab);
    let tab = tab.clone();
    spawn_local(async move {
        let resumed = tab.chime.audio.borrow().as_ref().map(AudioContext::resume);
        if let Some(Ok(resumed)) = resumed {
            // Fails where the browser wants another kind of click; the chip stays.
            let _ = JsFuture::from(resumed).await;
        }
        tell(&tab);
        tab.chime.sound(None);
    });
}

fn unlock(tab: &Rc<Tab>) {
    if tab.chime.audio.borrow().is_none() {
        let Ok(audio) = AudioContext::new() else {
            return;
        };
        let told = tab.clone();
        let changed = Closure::<dyn Fn(Event)>::new(move |_| tell(&told));
        audio.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
        changed.forget();
        tab.chime.audio.replace(Some(audio));
    }
    let audio = tab.chime.audio.borrow();
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

fn tell(tab: &Tab) {
    let audio = tab.chime.audio.borrow();
    let running = audio
        .as_ref()
        .is_some_and(|audio| audio.state() == AudioContextState::Running);
    let sound = if running {
        Sound::Ready
    } else {
        Sound::Blocked
    };
    let ctx = tab.ctx;
    if ctx
        .sound
        .try_get_untracked()
        .is_some_and(|known| known != sound)
    {
        // Not while the button is down: the chip goes, and what is beside it must not move from
        // under the click that unlocked the sound.
        Timeout::new(CLICK_MILLIS, move || {
            ctx.sound.try_set(sound);
        })
        .forget();
    }
}

/// Whether the person has already clicked in this page, or in the one it was reached from.
fn was_activated(tab: &Tab) -> bool {
    let navigator = tab.window.navigator();
    property(&navigator, "userActivation").is_some()
        && navigator.user_activation().has_been_active()
}

fn tones(audio: &AudioContext, offer: Option<OfferId>) -> Result<Playing, wasm_bindgen::JsValue> {
    let now = audio.current_time();
    let gain = audio.create_gain()?;
    gain.connect_with_audio_node(&audio.destination())?;
    let mut until = now;
    for (pitch, begins) in TONES {
        let begins = now + begins;
        let ends = begins + TONE_SECONDS;
        let tone = audio.create_oscillator()?;
        tone.set_type(OscillatorType::Sine);
        tone.frequency().set_value(pitch);
        let shape = audio.create_gain()?;
        let volume = shape.gain();
        volume.set_value_at_time(LOUDNESS, begins)?;
        volume.exponential_ramp_to_value_at_time(SILENCE, ends)?;
        tone.connect_with_audio_node(&shape)?
            .connect_with_audio_node(&gain)?;
        let tone: &AudioScheduledSourceNode = tone.as_ref();
        tone.start_with_when(begins)?;
        tone.stop_with_when(ends)?;
        until = ends;
    }
    Ok(Playing { offer, gain, until })
}
