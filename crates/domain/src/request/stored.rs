//! How requests stand in the database and in the journal, as this release and those before it wrote them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Channel, Kind, Request, Ring, State, WaitsFor};
use crate::{
    agent::AgentRef,
    call_back::CallBack,
    customer::Customer,
    id::{AgentId, RequestId, TeamId},
    reminder::Passed,
    time::{Span, Timestamp},
};

/// What an earlier release had given up ringing comes back, this long after it began to wait.
const COMES_BACK_AFTER: Span = Span::minutes(30);

#[derive(Deserialize)]
pub(super) struct Stored {
    id: RequestId,
    kind: Kind,
    channel: Channel,
    customer: Customer,
    team: TeamId,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    owner: Option<AgentRef>,
    #[serde(default)]
    priority: u8,
    #[serde(default)]
    scheduled_at: Option<Timestamp>,
    created_at: Timestamp,
    #[serde(default)]
    missed_rings: u8,
    /// Absent in what earlier releases wrote.
    #[serde(default)]
    asked: Option<BTreeSet<AgentId>>,
    #[serde(default)]
    call_back: Option<CallBack>,
    #[serde(default)]
    gives_way_at: Option<Timestamp>,
    #[serde(default)]
    put_off: BTreeMap<AgentId, Timestamp>,
    #[serde(default)]
    passed: Option<Passed>,
    state: State,
    /// Times that stood beside the state before they became part of it.
    #[serde(default)]
    owner_until: Option<Timestamp>,
    #[serde(default)]
    rests_until: Option<Timestamp>,
    #[serde(default)]
    reminds_at: Option<Timestamp>,
}

impl Stored {
    /// The state with the times that earlier releases kept beside it.
    fn state(&self) -> State {
        match self.state.clone() {
            State::Scheduled { due_at, reminds_at } => State::Scheduled {
                due_at,
                reminds_at: reminds_at.or(self.reminds_at),
            },
            State::Waiting {
                since,
                waits_for: WaitsFor::Anybody,
            } => State::Waiting {
                since,
                waits_for: match (self.rests_until, self.owner_until) {
                    (Some(until), _) => WaitsFor::Opening { until },
                    (None, Some(until)) => WaitsFor::Owner { until },
                    (None, None) => WaitsFor::Anybody,
                },
            },
            State::Offered {
                offer,
                since,
                deadline,
                ring: Ring::Team,
            } if self.owner_until.is_some() => State::Offered {
                offer,
                since,
                deadline,
                ring: Ring::Owner,
            },
            State::TimedOut {
                since,
                rings_again_at: None,
            } if self.asked.is_none() => State::TimedOut {
                since,
                rings_again_at: Some(since + COMES_BACK_AFTER),
            },
            state => state,
        }
    }
}

impl From<Stored> for Request {
    fn from(stored: Stored) -> Self {
        Self {
            state: stored.state(),
            id: stored.id,
            kind: stored.kind,
            channel: stored.channel,
            customer: stored.customer,
            team: stored.team,
            message: stored.message,
            owner: stored.owner,
            priority: stored.priority,
            scheduled_at: stored.scheduled_at,
            created_at: stored.created_at,
            missed_rings: stored.missed_rings,
            asked: stored.asked.unwrap_or_default(),
            call_back: stored.call_back,
            gives_way_at: stored.gives_way_at,
            put_off: stored.put_off,
            passed: stored.passed,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::*;

    fn written_by_an_earlier_release(state: &Value, beside: &Value) -> Request {
        let mut row = json!({
            "id": "00000000-0000-0000-0000-000000000001",
            "kind": "scheduled_by_agent",
            "channel": "voice",
            "customer": {},
            "team": "00000000-0000-0000-0000-000000000002",
            "created_at": 0,
            "state": state,
        });
        for (name, value) in beside.as_object().into_iter().flatten() {
            row[name] = value.clone();
        }
        serde_json::from_value(row).unwrap()
    }

    #[rstest]
    #[case::rests(
        json!({"name": "waiting", "since": 5}),
        json!({"rests_until": 90}),
        State::Waiting { since: Timestamp(5), waits_for: WaitsFor::Opening { until: Timestamp(90) } },
    )]
    #[case::its_owners(
        json!({"name": "waiting", "since": 5}),
        json!({"owner_until": 90}),
        State::Waiting { since: Timestamp(5), waits_for: WaitsFor::Owner { until: Timestamp(90) } },
    )]
    #[case::waits(
        json!({"name": "waiting", "since": 5}),
        json!({}),
        State::Waiting { since: Timestamp(5), waits_for: WaitsFor::Anybody },
    )]
    #[case::reminds(
        json!({"name": "scheduled", "due_at": 90}),
        json!({"reminds_at": 60}),
        State::Scheduled { due_at: Timestamp(90), reminds_at: Some(Timestamp(60)) },
    )]
    #[case::given_up(
        json!({"name": "timed_out", "since": 5, "rings_again_at": null}),
        json!({"missed_rings": 1}),
        State::TimedOut { since: Timestamp(5), rings_again_at: Some(Timestamp(5) + COMES_BACK_AFTER) },
    )]
    fn a_row_of_an_earlier_release_says_the_same(
        #[case] state: Value,
        #[case] beside: Value,
        #[case] read: State,
    ) {
        assert_eq!(written_by_an_earlier_release(&state, &beside).state, read);
    }

    #[test]
    fn what_is_written_now_is_read_as_it_was() {
        let mut request =
            written_by_an_earlier_release(&json!({"name": "waiting", "since": 5}), &json!({}));
        request.state = State::TimedOut {
            since: Timestamp(5),
            rings_again_at: None,
        };
        let row = serde_json::to_string(&request).unwrap();
        assert_eq!(serde_json::from_str::<Request>(&row).unwrap(), request);
    }
}
