//! What the tabs of one agent in one browser say to each other.

use std::rc::Rc;

use domain::{id::OfferId, sound::Chime, view::Position};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use super::tab::Tab;
use crate::{
    alert::plan::Attention, desk::context::Connection, device::sound::Audio,
    wire::frame::EventFrame,
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Word {
    /// A tab is new: the others tell it what they know.
    Hello,
    /// From the leader: an event of the stream. `after` is where the leader stood before it; who
    /// stands further back has missed something.
    Frame { after: Position, frame: EventFrame },
    /// From the leader, every few seconds and when it changes: it is alive and stands there.
    Status {
        position: Position,
        connection: Connection,
    },
    /// Whether the sender is looked at, and whether it may sound.
    Attention {
        tab: String,
        attention: Attention,
        /// Not said by tabs of an earlier release.
        #[serde(default)]
        audio: Audio,
    },
    /// From the leader: that tab plays, once and now.
    Play { tab: String, chime: Chime },
    /// From the leader: what that tab plays is over.
    Hush { tab: String },
    /// From the leader: offers this device has dealt with, so that its successor does not do it again.
    Handled { offers: Vec<OfferId> },
    /// Nobody is signed in any more.
    SignedOut,
}

/// Nothing is said, and nothing heard, where the browser has no such channel.
pub struct Channel(Option<BroadcastChannel>);

impl Channel {
    pub fn open(name: &str) -> Self {
        Self(BroadcastChannel::new(name).ok())
    }

    pub fn say(&self, word: &Word) {
        if let (Some(channel), Ok(text)) = (&self.0, serde_json::to_string(word)) {
            // Fails only on a closed channel, which ours is not while the page lives.
            let _ = channel.post_message(&text.into());
        }
    }

    pub fn listen(&self, tab: &Rc<Tab>) {
        let Some(channel) = &self.0 else { return };
        let tab = tab.clone();
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let word = event
                .data()
                .as_string()
                .and_then(|text| serde_json::from_str(&text).ok());
            // What can't be read comes from a tab of another release.
            if let Some(word) = word {
                tab.hear(word);
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
    }
}
