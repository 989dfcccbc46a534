//! What makes this tab sound: its audio, which a browser unlocks in a click.

use std::cell::RefCell;

use domain::sound::Chime;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AudioContext, AudioContextState, AudioScheduledSourceNode, Event, GainNode, OscillatorType,
};

use crate::{
    device::sound::{Audio, loudness, notes},
    reactive::spawn_local,
};

/// Too quiet to hear; an exponential fade can't reach zero.
const SILENCE: f32 = 0.0001;
/// Cut off within this, without a click in the loudspeaker.
const FADE_SECONDS: f64 = 0.15;

#[derive(Default)]
pub struct Player {
    /// Made when the browser lets it sound: it complains about any earlier one.
    audio: RefCell<Option<AudioContext>>,
    playing: RefCell<Option<GainNode>>,
}

impl Player {
    pub fn state(&self) -> Audio {
        let audio = self.audio.borrow();
        let running = audio
            .as_ref()
            .is_some_and(|audio| audio.state() == AudioContextState::Running);
        if running {
            Audio::Running
        } else {
            Audio::Blocked
        }
    }

    /// Nothing is heard while the browser blocks it.
    pub fn play(&self, chime: Chime) {
        self.fade();
        if self.state() == Audio::Blocked {
            return;
        }
        if let Some(audio) = self.audio.borrow().as_ref() {
            // A browser that can't is one without sound: the popup and the list are still there.
            self.playing.replace(play_tune(audio, chime).ok());
        }
    }

    pub fn fade(&self) {
        let Some(playing) = self.playing.take() else {
            return;
        };
        if let Some(audio) = self.audio.borrow().as_ref() {
            let volume = playing.gain();
            // Fails only for times that are no numbers.
            let _ = volume.cancel_scheduled_values(audio.current_time());
            let _ = volume.set_target_at_time(0.0, audio.current_time(), FADE_SECONDS / 3.0);
        }
    }

    /// In a click, or where the browser asks for none. `changed` is called whenever the state is another.
    pub fn unlock(&self, changed: impl Fn() + 'static) {
        if self.audio.borrow().is_none() {
            let Ok(audio) = AudioContext::new() else {
                return;
            };
            let told = Closure::<dyn Fn(Event)>::new(move |_| changed());
            audio.set_onstatechange(Some(told.as_ref().unchecked_ref()));
            told.forget();
            self.audio.replace(Some(audio));
        }
        let audio = self.audio.borrow();
        let suspended = audio
            .as_ref()
            .filter(|audio| audio.state() == AudioContextState::Suspended);
        if let Some(Ok(resumed)) = suspended.map(AudioContext::resume) {
            spawn_local(async {
                let _ = JsFuture::from(resumed).await;
            });
        }
    }

    /// Waits until an unlocked audio runs. It stays blocked where the browser wants another kind of click.
    pub async fn resumed(&self) {
        let resumed = self.audio.borrow().as_ref().map(AudioContext::resume);
        if let Some(Ok(resumed)) = resumed {
            let _ = JsFuture::from(resumed).await;
        }
    }
}

fn play_tune(audio: &AudioContext, chime: Chime) -> Result<GainNode, JsValue> {
    let now = audio.current_time();
    let gain = audio.create_gain()?;
    gain.connect_with_audio_node(&audio.destination())?;
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
    }
    Ok(gain)
}
