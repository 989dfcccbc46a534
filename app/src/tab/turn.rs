//! One thing that a tab has heard, and what follows from it. Each file here knows those above it in this
//! list and none below: what is common to all (this one), [`sound`], [`stream`], [`farewell`], [`server`],
//! [`popups`], [`frames`], [`lead`], [`watch`]; [`super::hear`] leads to them.

mod farewell;
mod frames;
mod lead;
mod popups;
mod server;
mod sound;
mod stream;
mod watch;

use domain::{
    time::Timestamp,
    view::{AgentView, Position},
};

use super::{effect::Effect, heard::Heard, moment::Moment, state::Tab, word::Word};
use crate::{
    alert::{notice::Writer, plan::Attention},
    desk::context::Connection,
    device::{
        sound::{Audio, Speaker, speaker},
        state::DeviceState,
    },
};

pub struct Turn<'a> {
    tab: &'a mut Tab,
    view: &'a mut AgentView,
    at: Moment,
    effects: Vec<Effect>,
}

impl<'a> Turn<'a> {
    pub fn new(tab: &'a mut Tab, view: &'a mut AgentView, at: Moment) -> Self {
        Self {
            tab,
            view,
            at,
            effects: Vec::new(),
        }
    }

    /// What is to be done.
    pub fn end(self) -> Vec<Effect> {
        self.effects
    }

    pub fn leads(&self) -> bool {
        self.tab.leadership.leads()
    }

    pub fn is_gone(&self) -> bool {
        self.tab.gone
    }

    pub fn is_me(&self, tab: &str) -> bool {
        self.tab.identity.id == tab
    }

    pub fn now(&self) -> Timestamp {
        self.at.now
    }

    pub fn then(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    pub fn say(&mut self, word: Word) {
        self.then(Effect::Say(word));
    }

    /// Whether somebody looks at this tab, and whether it may sound.
    pub fn tell_attention(&mut self) {
        self.say_attention(self.at.attention, self.at.audio);
    }

    /// Whoever looks now looks at something else.
    pub fn page_hidden(&mut self) {
        self.say_attention(Attention::Elsewhere, Audio::Blocked);
    }

    /// How this tab is and, if it leads, where it stands.
    pub fn tell_others(&mut self) {
        if self.is_gone() {
            return;
        }
        self.tell_attention();
        if self.leads() {
            self.say(Word::Status {
                position: self.view.position.clone(),
                connection: self.tab.connection,
            });
        }
    }

    pub fn other_is(&mut self, tab: String, attention: Attention, audio: Audio) {
        let now = self.now();
        self.tab.others.note(tab, attention, audio, now);
    }

    /// Not every browser says when it changes, so it is also read whenever somebody comes back.
    pub fn read_permission(&mut self) {
        let permission = self.at.permission;
        if self.tab.device != permission {
            self.tab.device = permission;
            self.then(Effect::ShowDevice(permission));
        }
    }

    fn permission(&self) -> DeviceState {
        self.at.permission
    }

    /// The server's time.
    fn time(&self) -> Timestamp {
        self.tab.time(self.at.now)
    }

    /// Where this tab stands. A page that is going away stands nowhere.
    fn position(&self) -> Option<Position> {
        (!self.tab.gone).then(|| self.view.position.clone())
    }

    /// What is needed to write a notice now.
    fn writer(&self) -> Writer {
        Writer {
            language: self.tab.identity.language,
            now: self.time(),
            zone: self.tab.identity.zone,
        }
    }

    /// Of this device: this tab and the others.
    fn attention_of_device(&self) -> Attention {
        if self.tab.others.any_looked_at(self.at.now) {
            Attention::LookedAt
        } else {
            self.at.attention
        }
    }

    /// The tab of this device that plays.
    fn speaker(&self) -> Option<Speaker> {
        speaker(self.at.audio, self.tab.others.with_sound(self.at.now))
    }

    fn show_connection(&mut self, connection: Connection) {
        if self.tab.connection == connection {
            return;
        }
        self.tab.connection = connection;
        self.then(Effect::ShowConnection(connection));
        self.tell_others();
    }

    fn hear_after(&mut self, millis: u32, heard: Heard) {
        self.then(Effect::After {
            millis,
            hear: Box::new(heard),
        });
    }

    fn say_attention(&mut self, attention: Attention, audio: Audio) {
        self.say(Word::Attention {
            tab: self.tab.identity.id.clone(),
            attention,
            audio,
        });
    }
}
