//! The JSON of the event stream, letter by letter: integrators read it, so a renamed field must fail
//! here first. `docs/events.md` describes it; change both together and say so in the changelog.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    agent::{AgentRef, Intent, Preferences, Presence, Privacy, Role, Switch},
    customer::Customer,
    id::{AgentId, DeviceId, OfferId, RequestId, TeamId},
    notification::{Decision, DeviceFailure, Report, Suppression},
    reminder::Reminder,
    request::{Channel, Draft, Kind, Outcome},
    sound::{Chime, Sound, Tune, Volume},
    time::{Span, Timestamp},
    view::{
        AgentView, Attendance, Distribution, Ending, Me, Membership, Message, Phase, Position,
        Receipt, Ring, Row, Session, SessionStage, Sessions, TeamView,
    },
};
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

const AGENT: &str = "00000000-0000-0000-0000-00000000000a";
const TEAM: &str = "00000000-0000-0000-0000-00000000000b";
const REQUEST: &str = "00000000-0000-0000-0000-00000000000c";
const OFFER: &str = "00000000-0000-0000-0000-00000000000d";
const DEVICE: &str = "00000000-0000-0000-0000-00000000000e";

#[rstest]
#[case::request_arrives(
    Message::Request { request: request(), row: Some(Box::new(row())), phase: waiting() },
    json!({
        "event": "request",
        "request": REQUEST,
        "row": row_json(),
        "phase": {"state": "waiting", "since": 1000},
    })
)]
#[case::request_moves(
    Message::Request { request: request(), row: None, phase: Phase::Offered { since: at(1000) } },
    json!({"event": "request", "request": REQUEST, "phase": {"state": "offered", "since": 1000}})
)]
#[case::offer(
    Message::Offer {
        offer: offer(),
        request: request(),
        since: at(1000),
        deadline: at(21_000),
        decision: Decision::Suppress(Suppression::TurnedOff),
    },
    json!({
        "event": "offer",
        "offer": OFFER,
        "request": REQUEST,
        "since": 1000,
        "deadline": 21000,
        "decision": {"suppress": "turned_off"},
    })
)]
#[case::reminder_digest(
    Message::Reminder { reminder: Reminder::Digest { waiting: 4, oldest: at(1000) } },
    json!({"event": "reminder", "reminder": {"kind": "digest", "waiting": 4, "oldest": 1000}})
)]
#[case::reminder_upcoming(
    Message::Reminder { reminder: Reminder::Upcoming { request: request(), due_at: at(301_000) } },
    json!({
        "event": "reminder",
        "reminder": {"kind": "upcoming", "request": REQUEST, "due_at": 301_000},
    })
)]
#[case::reminder_missed(
    Message::Reminder {
        reminder: Reminder::Missed {
            request: request(),
            after: Span::minutes(2),
            taken_by: Some(AgentRef { id: AgentId(AGENT.parse().unwrap()), name: "Ana Torres".to_owned() }),
        },
    },
    json!({
        "event": "reminder",
        "reminder": {
            "kind": "missed",
            "request": REQUEST,
            "after": 120_000,
            "taken_by": {"id": AGENT, "name": "Ana Torres"},
        },
    })
)]
#[case::offer_taken(
    Message::OfferEnded {
        offer: offer(),
        request: request(),
        reason: Ending::Taken,
        by: Some(ana()),
        phase: Some(Phase::Taken { by: ana() }),
    },
    json!({
        "event": "offer_ended",
        "offer": OFFER,
        "request": REQUEST,
        "reason": "taken",
        "by": {"id": AGENT, "name": "Ana Torres"},
        "phase": {"state": "taken", "by": {"id": AGENT, "name": "Ana Torres"}},
    })
)]
#[case::offer_ended_for_this_agent_alone(
    Message::OfferEnded {
        offer: offer(),
        request: request(),
        reason: Ending::AgentBusy,
        by: None,
        phase: None,
    },
    json!({"event": "offer_ended", "offer": OFFER, "request": REQUEST, "reason": "agent_busy"})
)]
#[case::presence(
    Message::Agent {
        presence: Some(Presence::SignedIn(Intent::Break)),
        attendance: None,
        preferences: None,
    },
    json!({"event": "agent", "presence": {"signed_in": "break"}})
)]
#[case::not_responding(
    Message::Agent {
        presence: None,
        attendance: Some(Attendance::NotResponding),
        preferences: None,
    },
    json!({"event": "agent", "attendance": "not_responding"})
)]
#[case::preferences(
    Message::Agent { presence: None, attendance: None, preferences: Some(preferences()) },
    json!({"event": "agent", "preferences": preferences_json()})
)]
#[case::session(
    Message::Session {
        request: request(),
        stage: SessionStage::WrapUp { closes_at: at(61_000), draft: Draft::default() },
    },
    json!({
        "event": "session",
        "request": REQUEST,
        "stage": {"stage": "wrap_up", "closes_at": 61000},
    })
)]
#[case::session_with_a_draft(
    Message::Session {
        request: request(),
        stage: SessionStage::WrapUp {
            closes_at: at(61_000),
            draft: Draft {
                outcome: Some(Outcome::Sale),
                note: "called twice".to_owned(),
            },
        },
    },
    json!({
        "event": "session",
        "request": REQUEST,
        "stage": {
            "stage": "wrap_up",
            "closes_at": 61000,
            "draft": {"outcome": "sale", "note": "called twice"},
        },
    })
)]
#[case::notification_decided(
    Message::Notification {
        request: request(),
        offer: None,
        decision: Some(Decision::Suppress(Suppression::NoDistributionRule)),
        device: None,
        report: None,
    },
    json!({
        "event": "notification",
        "request": REQUEST,
        "decision": {"suppress": "no_distribution_rule"},
    })
)]
#[case::notification_reported(
    Message::Notification {
        request: request(),
        offer: Some(offer()),
        decision: None,
        device: Some(DeviceId(id(DEVICE))),
        report: Some(Report::Failed(DeviceFailure::PermissionDenied)),
    },
    json!({
        "event": "notification",
        "request": REQUEST,
        "offer": OFFER,
        "device": DEVICE,
        "report": {"stage": "failed", "reason": "permission_denied"},
    })
)]
#[case::new_team(
    Message::Notice {
        team: team(),
        name: Some("Sales".to_owned()),
        distribution: Distribution::NoRule,
    },
    json!({"event": "notice", "team": TEAM, "name": "Sales", "distribution": "no_rule"})
)]
#[case::rule_switched(
    Message::Notice { team: team(), name: None, distribution: Distribution::Active },
    json!({"event": "notice", "team": TEAM, "distribution": "active"})
)]
fn each_message(#[case] message: Message, #[case] expected: Value) {
    let written = serde_json::to_value(&message).unwrap();
    assert_eq!(written, expected);
    assert_eq!(
        written["event"],
        message.name(),
        "the event name of the frame"
    );
    assert_eq!(
        serde_json::from_value::<Message>(expected).unwrap(),
        message
    );
}

#[test]
fn phases() {
    let by = ana();
    let written = [
        Phase::Scheduled { due_at: at(5) },
        waiting(),
        Phase::Offered { since: at(1000) },
        Phase::TimedOut { since: at(1000) },
        Phase::Taken { by },
        Phase::Over,
    ];
    assert_eq!(
        serde_json::to_value(written).unwrap(),
        json!([
            {"state": "scheduled", "due_at": 5},
            {"state": "waiting", "since": 1000},
            {"state": "offered", "since": 1000},
            {"state": "timed_out", "since": 1000},
            {"state": "taken", "by": {"id": AGENT, "name": "Ana Torres"}},
            {"state": "over"},
        ])
    );
}

#[test]
fn session_stages() {
    let written = [
        SessionStage::Connecting { since: at(1) },
        SessionStage::Bridged { since: at(2) },
        SessionStage::WrapUp {
            closes_at: at(3),
            draft: Draft::default(),
        },
        SessionStage::HandedBack { since: at(4) },
        SessionStage::Closed {
            outcome: Outcome::CustomerNoAnswer,
        },
    ];
    assert_eq!(
        serde_json::to_value(written).unwrap(),
        json!([
            {"stage": "connecting", "since": 1},
            {"stage": "bridged", "since": 2},
            {"stage": "wrap_up", "closes_at": 3},
            {"stage": "handed_back", "since": 4},
            {"stage": "closed", "outcome": "customer_no_answer"},
        ])
    );
}

#[test]
fn ending_reasons() {
    let written = [
        Ending::Taken,
        Ending::TimedOut,
        Ending::NotReceived,
        Ending::AgentBusy,
        Ending::AgentAway,
        Ending::SignedOut,
        Ending::NobodyFree,
        Ending::Cancelled,
        Ending::Rescheduled,
        Ending::HandedBack,
        Ending::RuleRemoved,
    ];
    assert_eq!(
        serde_json::to_value(written).unwrap(),
        json!([
            "taken",
            "timed_out",
            "not_received",
            "agent_busy",
            "agent_away",
            "signed_out",
            "nobody_free",
            "cancelled",
            "rescheduled",
            "handed_back",
            "rule_removed",
        ])
    );
}

#[test]
fn decisions() {
    let written = [
        Decision::Notify,
        Decision::Suppress(Suppression::NoDistributionRule),
        Decision::Suppress(Suppression::OutsideHours),
        Decision::Suppress(Suppression::NotSignedIn),
        Decision::Suppress(Suppression::Busy),
        Decision::Suppress(Suppression::Away),
        Decision::Suppress(Suppression::PutOff),
        Decision::Suppress(Suppression::QuietHours),
        Decision::Suppress(Suppression::TurnedOff),
        Decision::Suppress(Suppression::KindTurnedOff),
        Decision::Suppress(Suppression::AlreadySent),
        Decision::Suppress(Suppression::Unreachable),
        Decision::Unheard(Suppression::TurnedOff),
    ];
    assert_eq!(
        serde_json::to_value(written).unwrap(),
        json!([
            "notify",
            {"suppress": "no_distribution_rule"},
            {"suppress": "outside_hours"},
            {"suppress": "not_signed_in"},
            {"suppress": "busy"},
            {"suppress": "away"},
            {"suppress": "put_off"},
            {"suppress": "quiet_hours"},
            {"suppress": "turned_off"},
            {"suppress": "kind_turned_off"},
            {"suppress": "already_sent"},
            {"suppress": "unreachable"},
            {"unheard": "turned_off"},
        ])
    );
}

#[test]
fn reports() {
    let failed = [
        DeviceFailure::PermissionDenied,
        DeviceFailure::PermissionNotAsked,
        DeviceFailure::InsecureOrigin,
        DeviceFailure::Unsupported,
        DeviceFailure::Refused,
    ]
    .map(Report::Failed);
    assert_eq!(
        serde_json::to_value(failed).unwrap(),
        json!([
            {"stage": "failed", "reason": "permission_denied"},
            {"stage": "failed", "reason": "permission_not_asked"},
            {"stage": "failed", "reason": "insecure_origin"},
            {"stage": "failed", "reason": "unsupported"},
            {"stage": "failed", "reason": "refused"},
        ])
    );
    let others = [
        Report::Received,
        Report::InPage,
        Report::Shown,
        Report::Dismissed,
        Report::Clicked,
    ];
    assert_eq!(
        serde_json::to_value(others).unwrap(),
        json!([
            {"stage": "received"},
            {"stage": "in_page"},
            {"stage": "shown"},
            {"stage": "dismissed"},
            {"stage": "clicked"},
        ])
    );
}

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
        teams: BTreeMap::from([(
            team(),
            TeamView {
                name: "Sales".to_owned(),
                membership: Membership::Member,
                distribution: Distribution::Active,
            },
        )]),
        requests: BTreeMap::from([(request(), row())]),
        beyond: 0,
        rings: BTreeMap::from([(
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
            stage: SessionStage::Connecting { since: at(1500) },
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
    assert_eq!(serde_json::from_value::<AgentView>(expected).unwrap(), view);
}

/// A reader that knows of one session only goes on finding the newest where it was.
#[test]
fn the_sessions_of_a_snapshot() {
    let chat = |number: u128, since| Session {
        request: RequestId(Uuid::from_u128(number)),
        stage: SessionStage::Bridged { since: at(since) },
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
        assert_eq!(
            serde_json::from_value::<Sessions>(expected).unwrap(),
            sessions
        );
    }
}

fn row() -> Row {
    Row {
        call_back: None,
        id: request(),
        kind: Kind::ScheduledByAgent,
        channel: Channel::Voice,
        customer: Customer {
            name: Some("Maria Silva".to_owned()),
            phone: Some("+34600123456".to_owned()),
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

fn row_json() -> Value {
    json!({
        "id": REQUEST,
        "kind": "scheduled_by_agent",
        "channel": "voice",
        "customer": {
            "name": "Maria Silva",
            "phone": "+34600123456",
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

fn preferences() -> Preferences {
    Preferences {
        quiet_hours: None,
        desktop_notifications: Switch::On,
        while_looking: Switch::Off,
        muted_kinds: BTreeSet::from([Kind::InboundChat]),
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

fn preferences_json() -> Value {
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

fn waiting() -> Phase {
    Phase::Waiting { since: at(1000) }
}

fn ana() -> AgentRef {
    AgentRef {
        id: AgentId(id(AGENT)),
        name: "Ana Torres".to_owned(),
    }
}

fn team() -> TeamId {
    TeamId(id(TEAM))
}

fn request() -> RequestId {
    RequestId(id(REQUEST))
}

fn offer() -> OfferId {
    OfferId(id(OFFER))
}

fn id(text: &str) -> Uuid {
    Uuid::parse_str(text).unwrap()
}

fn at(milliseconds: i64) -> Timestamp {
    Timestamp(milliseconds)
}
