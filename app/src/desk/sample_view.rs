//! What an agent's browser knows, made up for tests.

use domain::{
    agent::{Intent, Presence, Role},
    customer::Customer,
    id::{AgentId, OfferId, RequestId, TeamId},
    notification::Decision,
    preferences::Preferences,
    request::Kind,
    serving::ChatCapacity,
    sorted::SortedMap,
    switch::Switch,
    time::{Span, Timestamp},
    view::{
        AgentView, Attendance, Distribution, Me, Membership, Phase, Position, Receipt, Ring, Row,
        Sessions, TeamView,
    },
};

pub const NOW: Timestamp = Timestamp(1_000_000);

pub fn offer(number: u8) -> OfferId {
    format!("00000000-0000-7000-8000-0000000000{number:02}")
        .parse()
        .unwrap()
}

pub fn request(number: u8) -> RequestId {
    RequestId(offer(number).0)
}

/// Where all requests belong.
pub fn team() -> TeamId {
    TeamId(offer(98).0)
}

pub fn ring(number: u8) -> (RequestId, Ring) {
    let ring = Ring {
        offer: offer(number),
        began_at: NOW,
        deadline: NOW + Span::seconds(20),
        decision: Decision::Notify,
        receipt: Receipt::New,
    };
    (request(number), ring)
}

/// A free agent for whom these ring.
pub fn desktop(rings: impl IntoIterator<Item = (RequestId, Ring)>) -> AgentView {
    AgentView {
        position: Position {
            epoch: "e".to_owned(),
            seq: 1,
        },
        now: NOW,
        release: "0.1.0".to_owned(),
        me: Me {
            id: AgentId(offer(99).0),
            name: "Ana Torres".to_owned(),
            email: "ana@demo.example".to_owned(),
            role: Role::Agent,
            presence: Presence::SignedIn(Intent::Available),
            attendance: Attendance::Responding,
            preferences: Preferences {
                desktop_notifications: Switch::On,
                ..Preferences::default()
            },
        },
        teams: SortedMap::from([(
            team(),
            TeamView {
                name: "Sales".to_owned(),
                membership: Membership::Member,
                distribution: Distribution::Active,
                chats: ChatCapacity::default(),
            },
        )]),
        requests: SortedMap::new(),
        beyond: 0,
        rings: rings.into_iter().collect(),
        sessions: Sessions::default(),
    }
}

/// A request that is offered, by somebody of whom everything is known.
pub fn row(number: u8, kind: Kind) -> Row {
    Row {
        id: request(number),
        kind,
        channel: kind.channel(),
        customer: Customer {
            name: Some("Maria Silva".to_owned()),
            phone: Some("+351210000000".to_owned()),
            phone_written: Some("+351 21 000 0000".to_owned()),
            email: Some("maria@example.com".to_owned()),
            locale: None,
            time_zone: Some("Europe/Lisbon".to_owned()),
        },
        team: team(),
        message: Some("Is the 2 TB plan back?".to_owned()),
        owner: None,
        priority: 2,
        scheduled_at: None,
        created_at: NOW,
        call_back: None,
        phase: Phase::Offered { since: NOW },
    }
}
