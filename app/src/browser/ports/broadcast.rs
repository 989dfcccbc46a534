//! What the tabs of one agent in one browser say to each other, over a `BroadcastChannel`.

use serde::Serialize;
use unpack::Unpack;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// Nothing is said, and nothing heard, where the browser has no such channel.
pub struct Broadcast(Option<BroadcastChannel>);

impl Broadcast {
    pub fn open(name: &str) -> Self {
        Self(BroadcastChannel::new(name).ok())
    }

    pub fn say(&self, word: &impl Serialize) {
        if let (Some(channel), Ok(text)) = (&self.0, serde_json::to_string(word)) {
            // Fails only on a closed channel, which ours is not while the page lives.
            let _ = channel.post_message(&text.into());
        }
    }

    pub fn listen<W: Unpack>(&self, heard: impl Fn(W) + 'static) {
        let Some(channel) = &self.0 else { return };
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let word = event
                .data()
                .as_string()
                .and_then(|text| unpack::from_str(&text).ok());
            // What can't be read comes from a tab of another release.
            if let Some(word) = word {
                heard(word);
            }
        });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        listener.forget();
    }
}
