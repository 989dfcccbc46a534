//! The snapshot that a stream begins with.

use domain::{
    agent::{Intent, Presence, Role},
    id::{AgentId, RequestId},
    notification::Decision,
    request::Draft,
    serving::ChatCapacity,
    sorted::SortedMap,
    view::{
        AgentView, Attendance, Distribution, Me, Membership, Position, Receipt, Ring, Session,
        SessionStage, Sessions, TeamView,
    },
};
use serde_json::json;
use uuid::Uuid;

use crate::fixtures::{
    AGENT, OFFER, REQUEST, TEAM, at, id, offer, preferences, preferences_json, reads_back, request,
    row, row_json, team,
};

#[test]
fn snapshot() {
    let view = AgentView {
        position: Position {
            epoch: "3f2a".to_owned(),
            seq: 41,
        },
        now: at(2000),
        release: "0.1.0".to_owned(),
        me: Me {
            id: AgentId(id(AGENT)),
            name: "Ana Torres".to_owned(),
            email: "ana@demo.example".to_owned(),
            role: Role::Agent,
            presence: Presence::SignedIn(Intent::Available),
            attendance: Attendance::Responding,
            preferences: preferences(),
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
        requests: SortedMap::from([(request(), row())]),
        beyond: 0,
        rings: SortedMap::from([(
            request(),
            Ring {
                offer: offer(),
                began_at: at(1000),
                deadline: at(21_000),
                decision: Decision::Notify,
                receipt: Receipt::New,
            },
        )]),
        sessions: Sessions::from_iter([Session {
            request: request(),
            stage: SessionStage::Connecting {
                since: at(1500),
                draft: Draft::default(),
            },
        }]),
    };
    let expected = json!({
        "position": {"epoch": "3f2a", "seq": 41},
        "now": 2000,
        "release": "0.1.0",
        "me": {
            "id": AGENT,
            "name": "Ana Torres",
            "email": "ana@demo.example",
            "role": "agent",
            "presence": {"signed_in": "available"},
            "attendance": "responding",
            "preferences": preferences_json(),
        },
        "teams": {TEAM: {"name": "Sales", "membership": "member", "distribution": "active"}},
        "requests": {REQUEST: row_json()},
        "beyond": 0,
        "rings": {
            REQUEST: {
                "offer": OFFER,
                "began_at": 1000,
                "deadline": 21000,
                "decision": "notify",
                "receipt": "new",
            },
        },
        "session": {"request": REQUEST, "stage": {"stage": "connecting", "since": 1500}},
    });
    assert_eq!(serde_json::to_value(&view).unwrap(), expected);
    reads_back(expected, &view);
}

/// A reader that knows of one session only goes on finding the newest where it was.
#[test]
fn the_sessions_of_a_snapshot() {
    let chat = |number: u128, since| Session {
        request: RequestId(Uuid::from_u128(number)),
        stage: SessionStage::Bridged {
            since: at(since),
            draft: Draft::default(),
        },
    };
    let chat_json = |number: u128, since: i64| json!({"request": Uuid::from_u128(number), "stage": {"stage": "bridged", "since": since}});
    let mut three = chat_json(3, 1300);
    three["earlier"] = json!([chat_json(1, 1100), chat_json(2, 1200)]);
    for (sessions, expected) in [
        (vec![], json!(null)),
        (vec![chat(1, 1100)], chat_json(1, 1100)),
        (vec![chat(1, 1100), chat(2, 1200), chat(3, 1300)], three),
    ] {
        let sessions = Sessions::from_iter(sessions);
        assert_eq!(serde_json::to_value(&sessions).unwrap(), expected);
        reads_back(expected, &sessions);
    }
}
