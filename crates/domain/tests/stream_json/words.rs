//! The values that messages choose from.

use domain::{
    notification::{Decision, DeviceFailure, Report, Suppression},
    request::{Draft, Outcome},
    view::{Ending, Phase, SessionStage},
};
use serde_json::json;

use crate::fixtures::{AGENT, ana, at, reads_back, waiting};

#[test]
fn phases() {
    let by = ana();
    let written = [
        Phase::Scheduled { due_at: at(5) },
        waiting(),
        Phase::Waiting {
            since: at(1000),
            rings_at: Some(at(2000)),
        },
        Phase::Offered { since: at(1000) },
        Phase::TimedOut { since: at(1000) },
        Phase::Taken { by },
        Phase::Over,
    ];
    let expected = json!([
        {"state": "scheduled", "due_at": 5},
        {"state": "waiting", "since": 1000},
        {"state": "waiting", "since": 1000, "rings_at": 2000},
        {"state": "offered", "since": 1000},
        {"state": "timed_out", "since": 1000},
        {"state": "taken", "by": {"id": AGENT, "name": "Ana Torres"}},
        {"state": "over"},
    ]);
    assert_eq!(serde_json::to_value(&written).unwrap(), expected);
    reads_back(expected, &written.to_vec());
}

#[test]
fn session_stages() {
    let written = [
        SessionStage::Connecting {
            since: at(1),
            draft: Draft::default(),
        },
        SessionStage::Bridged {
            since: at(2),
            draft: Draft::default(),
        },
        SessionStage::WrapUp {
            closes_at: at(3),
            draft: Draft::default(),
        },
        SessionStage::HandedBack { since: at(4) },
        SessionStage::Closed {
            outcome: Outcome::CustomerNoAnswer,
        },
    ];
    let expected = json!([
        {"stage": "connecting", "since": 1},
        {"stage": "bridged", "since": 2},
        {"stage": "wrap_up", "closes_at": 3},
        {"stage": "handed_back", "since": 4},
        {"stage": "closed", "outcome": "customer_no_answer"},
    ]);
    assert_eq!(serde_json::to_value(&written).unwrap(), expected);
    reads_back(expected, &written.to_vec());
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
    let expected = json!([
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
    ]);
    assert_eq!(serde_json::to_value(written).unwrap(), expected);
    reads_back(expected, &written.to_vec());
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
    let expected = json!([
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
    ]);
    assert_eq!(serde_json::to_value(written).unwrap(), expected);
    reads_back(expected, &written.to_vec());
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
