//! A request: one customer need, from its arrival to its outcome.

mod closing;
mod handed_back;
mod in_line;
mod kind;
mod outcome;
mod passed;
mod state;
mod stored;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use self::{
    closing::Closing,
    handed_back::HandedBack,
    in_line::InLine,
    kind::{Channel, Kind, Scheduling},
    outcome::{Draft, Outcome},
    passed::Passed,
    state::{Ring, State, WaitsFor},
};
use crate::{
    agent_ref::AgentRef,
    call_back::CallBack,
    customer::Customer,
    id::{AgentId, RequestId, TeamId},
    time::{Span, Timestamp},
};

/// Requests that ended stay in memory this long, so that a repeated command finds them.
const ENDED_KEPT: Span = Span::minutes(1);
/// Those that an agent had in hand, this long: a page that could not reach the desk may still have an outcome or a note,
/// which are filed then.
const FILED_WITHIN: Span = Span::minutes(60);

/// A request that nobody took lives this long, counted from when it began to wait.
pub const LIFE: Span = Span::days(7);
/// Scheduled requests are listed under *Available soon* this long before they are due.
pub const LISTED_AHEAD: Span = Span::minutes(30);
/// *Later*, and handing a customer back, mute a request for that agent for this long.
pub const PUT_OFF: Span = Span::minutes(2);
/// Wrap-up closes by itself after this long.
pub const WRAP_UP: Span = Span::seconds(60);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "stored::Stored")]
pub struct Request {
    pub id: RequestId,
    pub kind: Kind,
    pub channel: Channel,
    pub customer: Customer,
    pub team: TeamId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The agent a scheduled call was promised by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<AgentRef>,
    /// 0 (usual) to 9; *Attend next customer* takes higher ones first.
    pub priority: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_at: Option<Timestamp>,
    pub created_at: Timestamp,
    /// How often it rang for its team in vain since it began to wait.
    pub missed_rings: u8,
    /// Who was asked in vain since it last began to ring for the team: it rang for them until its time was
    /// over, and a device of theirs had received it.
    pub asked: BTreeSet<AgentId>,
    /// Which attempt this is, for a call that the desk owes the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_back: Option<CallBack>,
    /// From then on a call-back takes its place, because nobody took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gives_way_at: Option<Timestamp>,
    /// Whom it leaves alone, and until when. It changes nothing for anybody else.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub put_off: BTreeMap<AgentId, Timestamp>,
    /// Who had it to themselves and let it pass, until they have been told how it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passed: Option<Passed>,
    /// Everybody who had the customer and let go of them, the last one last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub handed_back: Vec<HandedBack>,
    pub state: State,
}

impl Request {
    /// When this request needs the desk's attention although nobody says anything.
    pub fn timer(&self) -> Option<Timestamp> {
        let unmuted = || self.put_off.values().min().copied();
        let soonest = |times: [Option<Timestamp>; 4]| times.into_iter().flatten().min();
        match &self.state {
            State::Scheduled { due_at, reminds_at } => {
                soonest([Some(*due_at), *reminds_at, None, None])
            }
            State::Waiting { waits_for, .. } => soonest([
                self.lives_until(),
                waits_for.until(),
                self.gives_way_at,
                unmuted(),
            ]),
            State::Offered { deadline, .. } => soonest([Some(*deadline), unmuted(), None, None]),
            State::WrapUp { closes_at, .. } => Some(*closes_at),
            State::TimedOut { rings_again_at, .. } => soonest([
                self.lives_until(),
                *rings_again_at,
                self.gives_way_at,
                unmuted(),
            ]),
            State::Connecting { .. }
            | State::InSession { .. }
            | State::Closed { .. }
            | State::Abandoned { .. }
            | State::Expired { .. }
            | State::Cancelled { .. } => None,
        }
    }

    /// When it rings for all again, for what rang in vain.
    pub(crate) fn rings_again_at(&self) -> Option<Timestamp> {
        match &self.state {
            State::TimedOut { rings_again_at, .. }
            | State::Offered {
                ring: Ring::Latecomers { rings_again_at },
                ..
            } => *rings_again_at,
            _ => None,
        }
    }

    /// Whether it has been put before this agent in the round that is not over. A ring for a whole team begins
    /// another one.
    pub fn was_asked(&self, agent: AgentId) -> bool {
        self.asked_this_round().contains(&agent)
    }

    /// Whether it rings, if it does, for those whom an earlier ring has left out.
    fn is_of_latecomers(&self) -> bool {
        matches!(
            &self.state,
            State::TimedOut { .. }
                | State::Offered {
                    ring: Ring::Latecomers { .. },
                    ..
                }
        )
    }

    /// Everybody of whom that is true.
    pub(crate) fn asked_this_round(&self) -> &BTreeSet<AgentId> {
        const NOBODY: &BTreeSet<AgentId> = &BTreeSet::new();
        if self.is_of_latecomers() {
            &self.asked
        } else {
            NOBODY
        }
    }

    /// Whose it is alone for now: a call that is due and has an owner whose time is not over.
    pub fn kept_for(&self) -> Option<AgentId> {
        let owner = self.owner.as_ref()?.id;
        matches!(
            &self.state,
            State::Waiting {
                waits_for: WaitsFor::Owner { .. },
                ..
            } | State::Offered {
                ring: Ring::Owner,
                ..
            }
        )
        .then_some(owner)
    }

    /// The agent who has, or had, the customer.
    pub fn agent(&self) -> Option<AgentId> {
        match &self.state {
            State::Connecting { agent, .. }
            | State::InSession { agent, .. }
            | State::WrapUp { agent, .. } => Some(*agent),
            State::Closed { agent, .. } => *agent,
            _ => None,
        }
    }

    /// Since when the customer waits, for requests that wait.
    pub fn waiting_since(&self) -> Option<Timestamp> {
        match &self.state {
            State::Waiting { since, .. }
            | State::Offered { since, .. }
            | State::TimedOut { since, .. } => Some(*since),
            _ => None,
        }
    }

    /// The place among those who wait.
    pub fn in_line(&self) -> Option<InLine> {
        let since = self.waiting_since()?;
        Some(InLine::waiting(self.priority, since, self.id))
    }

    /// When a request that waits is given up; from then on it is not offered again.
    pub fn lives_until(&self) -> Option<Timestamp> {
        self.waiting_since().map(|since| since + LIFE)
    }

    /// Until when the desk has it in memory, once it has ended.
    pub(crate) fn known_until(&self) -> Option<Timestamp> {
        let kept = match self.state {
            State::Closed { agent: Some(_), .. } => FILED_WITHIN,
            _ if !self.handed_back.is_empty() => FILED_WITHIN,
            _ => ENDED_KEPT,
        };
        self.ended_at().map(|at| at + kept)
    }

    pub fn ended_at(&self) -> Option<Timestamp> {
        match &self.state {
            State::Closed { at, .. }
            | State::Abandoned { at }
            | State::Expired { at }
            | State::Cancelled { at } => Some(*at),
            _ => None,
        }
    }
}

impl From<stored::Stored> for Request {
    fn from(stored: stored::Stored) -> Self {
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
            handed_back: stored.handed_back,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::{stored::COMES_BACK_AFTER, *};

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
