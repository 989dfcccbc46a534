//! Each message of the stream.

use domain::{
    agent::{Intent, Presence},
    agent_ref::AgentRef,
    id::{AgentId, DeviceId},
    notification::{Decision, DeviceFailure, Report, Suppression},
    reminder::Reminder,
    request::{Draft, Outcome},
    serving::ChatCapacity,
    time::Span,
    view::{Attendance, Distribution, Ending, Message, Phase, SessionStage},
};
use rstest::rstest;
use serde_json::{Value, json};

use crate::fixtures::{
    AGENT, DEVICE, OFFER, REQUEST, TEAM, ana, at, id, offer, preferences, preferences_json,
    reads_back, request, row, row_json, team, waiting,
};

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
#[case::session_with_a_note(
    Message::Session {
        request: request(),
        stage: SessionStage::Bridged {
            since: at(1_000),
            draft: Draft {
                outcome: None,
                note: "asks for two".to_owned(),
            },
        },
    },
    json!({
        "event": "session",
        "request": REQUEST,
        "stage": {"stage": "bridged", "since": 1000, "draft": {"note": "asks for two"}},
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
        chats: ChatCapacity::default(),
    },
    json!({"event": "notice", "team": TEAM, "name": "Sales", "distribution": "no_rule"})
)]
#[case::rule_switched(
    Message::Notice {
        team: team(),
        name: None,
        distribution: Distribution::Active,
        chats: ChatCapacity::default(),
    },
    json!({"event": "notice", "team": TEAM, "distribution": "active"})
)]
#[case::several_chats_at_once(
    Message::Notice {
        team: team(),
        name: None,
        distribution: Distribution::Active,
        chats: ChatCapacity::try_from(3).unwrap(),
    },
    json!({"event": "notice", "team": TEAM, "distribution": "active", "chats": 3})
)]
fn each_message(#[case] message: Message, #[case] expected: Value) {
    let written = serde_json::to_value(&message).unwrap();
    assert_eq!(written, expected);
    assert_eq!(
        written["event"],
        message.name(),
        "the event name of the frame"
    );
    reads_back(expected, &message);
}
