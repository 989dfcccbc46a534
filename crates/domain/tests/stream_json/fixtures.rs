//! One of each thing that messages and snapshots are made of, and its JSON.

use std::fmt::Debug;

use domain::{
    agent_ref::AgentRef,
    customer::Customer,
    id::{AgentId, OfferId, RequestId, TeamId},
    preferences::{Preferences, Privacy},
    request::{Channel, Kind},
    sorted::SortedSet,
    sound::{Chime, Sound, Tune, Volume},
    switch::Switch,
    time::Timestamp,
    view::{Phase, Row},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use unpack::Unpack;
use uuid::Uuid;

pub const AGENT: &str = "00000000-0000-0000-0000-00000000000a";
pub const TEAM: &str = "00000000-0000-0000-0000-00000000000b";
pub const REQUEST: &str = "00000000-0000-0000-0000-00000000000c";
pub const OFFER: &str = "00000000-0000-0000-0000-00000000000d";
pub const DEVICE: &str = "00000000-0000-0000-0000-00000000000e";

pub fn row() -> Row {
    Row {
        call_back: None,
        id: request(),
        kind: Kind::ScheduledByAgent,
        channel: Channel::Voice,
        customer: Customer {
            name: Some("Maria Silva".to_owned()),
            phone: Some("+34600123456".to_owned()),
            phone_written: Some("+34 600 123 456".to_owned()),
            email: None,
            locale: Some("es-ES".to_owned()),
            time_zone: Some("Europe/Madrid".to_owned()),
        },
        team: team(),
        message: Some("Call me".to_owned()),
        owner: Some(ana()),
        priority: 2,
        scheduled_at: Some(at(900)),
        created_at: at(500),
        phase: waiting(),
    }
}

pub fn row_json() -> Value {
    json!({
        "id": REQUEST,
        "kind": "scheduled_by_agent",
        "channel": "voice",
        "customer": {
            "name": "Maria Silva",
            "phone": "+34600123456",
            "phone_written": "+34 600 123 456",
            "locale": "es-ES",
            "time_zone": "Europe/Madrid",
        },
        "team": TEAM,
        "message": "Call me",
        "owner": {"id": AGENT, "name": "Ana Torres"},
        "priority": 2,
        "scheduled_at": 900,
        "created_at": 500,
        "phase": {"state": "waiting", "since": 1000},
    })
}

pub fn preferences() -> Preferences {
    Preferences {
        quiet_hours: None,
        desktop_notifications: Switch::On,
        while_looking: Switch::Off,
        muted_kinds: SortedSet::from([Kind::InboundChat]),
        sound: Sound::Chime(Chime {
            tune: Tune::Telephone,
            volume: Volume::default(),
            repeat: Switch::On,
        }),
        privacy: Privacy::Name,
        click_connects: Switch::Off,
        upcoming: Switch::On,
        missed: Switch::On,
    }
}

pub fn preferences_json() -> Value {
    json!({
        "desktop_notifications": "on",
        "while_looking": "off",
        "muted_kinds": ["inbound_chat"],
        "sound": {"source": "chime", "tune": "telephone", "volume": 70, "repeat": "on"},
        "privacy": "name",
        "click_connects": "off",
        "upcoming": "on",
        "missed": "on",
    })
}

pub fn waiting() -> Phase {
    Phase::Waiting {
        since: at(1000),
        rings_at: None,
    }
}

pub fn ana() -> AgentRef {
    AgentRef {
        id: AgentId(id(AGENT)),
        name: "Ana Torres".to_owned(),
    }
}

pub fn team() -> TeamId {
    TeamId(id(TEAM))
}

pub fn request() -> RequestId {
    RequestId(id(REQUEST))
}

pub fn offer() -> OfferId {
    OfferId(id(OFFER))
}

pub fn id(text: &str) -> Uuid {
    Uuid::parse_str(text).unwrap()
}

pub fn at(milliseconds: i64) -> Timestamp {
    Timestamp(milliseconds)
}

/// A page reads what serde wrote as serde does.
#[track_caller]
pub fn reads_back<T>(written: Value, value: &T)
where
    T: DeserializeOwned + Unpack + PartialEq + Debug,
{
    let text = written.to_string();
    assert_eq!(unpack::from_str(&text).as_ref(), Ok(value), "{text}");
    assert_eq!(serde_json::from_value::<T>(written).unwrap(), *value);
}
