//! A tab with all that is around it.

use domain::{
    id::AgentId,
    request::Kind,
    sound::Chime,
    switch::Switch,
    time::{Span, Timestamp},
    view::{AgentView, Ending, Message, Position},
};

use crate::{
    alert::plan::Attention,
    desk::{
        context::Connection,
        sample_view::{NOW, desktop, offer, request, ring, row},
    },
    device::{sound::Audio, state::DeviceState, user_agent::UserAgent},
    tab::{
        effect::Effect,
        heard::Heard,
        moment::Moment,
        state::{Identity, Tab},
        word::Word,
    },
    text::{Language, PageZone},
    wire::frame::EventFrame,
};

pub struct Stage {
    pub tab: Tab,
    pub view: AgentView,
    /// What is so in the browser. Its clock is right.
    pub at: Moment,
}

/// A tab that has just become live; nobody looks at it.
pub fn tab() -> Stage {
    let view = desktop([]);
    let identity = Identity {
        id: "t1".to_owned(),
        browser: UserAgent::read("Firefox/150.0 (Windows NT 10.0)"),
        language: Language::En,
        zone: PageZone::Utc,
    };
    let mut stage = Stage {
        tab: Tab::new(identity, &view, NOW),
        view,
        at: Moment {
            now: NOW,
            luck: 0.0,
            attention: Attention::Elsewhere,
            audio: Audio::Blocked,
            permission: DeviceState::Granted,
        },
    };
    stage.hear(Heard::Started);
    stage
}

/// A tab that leads, with a stream that is open.
pub fn leader() -> Stage {
    let mut stage = tab();
    stage.hear(Heard::LeadRefused);
    stage.hear(Heard::StreamOpened);
    stage
}

/// A tab that hears of a leader.
pub fn follower() -> Stage {
    let mut stage = tab();
    stage.hear(Heard::LocksWork);
    stage.hear(status(1, Connection::Live));
    stage
}

impl Stage {
    pub fn hear(&mut self, heard: Heard) -> Vec<Effect> {
        self.tab.hear(&mut self.view, heard, self.at)
    }

    pub fn bring(&mut self, frame: EventFrame) -> Vec<Effect> {
        self.hear(Heard::StreamBrought(frame))
    }

    /// Time goes by, and nothing is heard but the pulse of each second.
    pub fn pass(&mut self, span: Span) -> Vec<Effect> {
        let mut effects = Vec::new();
        for _ in 0..span.as_seconds() {
            self.at.now = self.at.now + Span::seconds(1);
            effects.extend(self.hear(Heard::Pulse));
        }
        effects
    }

    /// The machine sleeps: nothing is heard, not even the pulse.
    pub fn sleep(&mut self, span: Span) {
        self.at.now = self.at.now + span;
    }
}

pub fn position(seq: u64) -> Position {
    Position {
        epoch: "e".to_owned(),
        seq,
    }
}

pub fn status(seq: u64, connection: Connection) -> Heard {
    Heard::Word(Word::Status {
        position: position(seq),
        connection,
    })
}

pub fn handed_on(after: u64, frame: EventFrame) -> Heard {
    Heard::Word(Word::Frame {
        after: position(after),
        frame,
    })
}

pub fn heartbeat(now: Timestamp) -> EventFrame {
    EventFrame {
        name: "hb".to_owned(),
        id: String::new(),
        data: format!(r#"{{"now":{},"release":"0.1.0"}}"#, now.0),
    }
}

/// An offer, made at `at`.
pub fn offered(seq: u64, number: u8, at: Timestamp) -> EventFrame {
    let (request, ring) = ring(number);
    let message = Message::Offer {
        offer: ring.offer,
        request,
        since: at,
        deadline: ring.deadline,
        decision: ring.decision,
    };
    frame(seq, at, &message)
}

/// Somebody else has taken it.
pub fn taken(seq: u64, number: u8, at: Timestamp) -> EventFrame {
    ended(seq, number, at, Ending::Taken)
}

/// Its time was over.
pub fn timed_out(seq: u64, number: u8, at: Timestamp) -> EventFrame {
    ended(seq, number, at, Ending::TimedOut)
}

pub fn snapshot_frame(view: &AgentView) -> EventFrame {
    EventFrame {
        name: "snapshot".to_owned(),
        id: format!("e.{}", view.position.seq),
        data: serde_json::to_string(view).unwrap(),
    }
}

pub fn unreadable_snapshot() -> EventFrame {
    EventFrame {
        name: "snapshot".to_owned(),
        id: "e.9".to_owned(),
        data: "{}".to_owned(),
    }
}

pub fn resync() -> EventFrame {
    EventFrame {
        name: "resync".to_owned(),
        id: String::new(),
        data: "{}".to_owned(),
    }
}

fn ended(seq: u64, number: u8, at: Timestamp, reason: Ending) -> EventFrame {
    let message = Message::OfferEnded {
        offer: offer(number),
        request: request(number),
        reason,
        by: None,
        phase: None,
    };
    frame(seq, at, &message)
}

fn frame(seq: u64, at: Timestamp, message: &Message) -> EventFrame {
    let mut data = serde_json::to_value(message).unwrap();
    data["at"] = at.0.into();
    EventFrame {
        name: "request".to_owned(),
        id: format!("e.{seq}"),
        data: data.to_string(),
    }
}

/// What the server knows when it stands there: these ring.
pub fn snapshot(seq: u64, ringing: impl IntoIterator<Item = u8>) -> AgentView {
    let mut view = desktop(ringing.into_iter().map(ring));
    view.position.seq = seq;
    for request in view.rings.keys() {
        let mut row = row(1, Kind::InboundCall);
        row.id = *request;
        view.requests.insert(*request, row);
    }
    view
}

/// The same of somebody else.
pub fn snapshot_of_another(seq: u64) -> AgentView {
    let mut view = snapshot(seq, []);
    view.me.id = AgentId(offer(97).0);
    view
}

/// What is said to the other tabs.
pub fn words(effects: &[Effect]) -> Vec<&Word> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Say(word) => Some(word),
            _ => None,
        })
        .collect()
}

/// Where in these something is done that is like that.
pub fn place(effects: &[Effect], is_it: impl Fn(&Effect) -> bool) -> usize {
    let found = effects.iter().position(is_it);
    found.unwrap_or_else(|| panic!("not in {effects:?}"))
}

pub fn looks_for(number: u8) -> Effect {
    Effect::LookFor {
        request: request(number),
        offer: offer(number),
    }
}

/// With a chime of the page that sounds once, or again and again.
pub fn chime(repeat: Switch) -> Chime {
    Chime {
        repeat,
        ..Chime::default()
    }
}
