//! A request: one customer need, from its arrival to its outcome.

mod stored;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    agent::AgentRef,
    call_back::CallBack,
    customer::Customer,
    id::{AgentId, OfferId, RequestId, TeamId},
    reminder::Passed,
    time::{Span, Timestamp},
};

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
    /// Who was asked in vain since it began to wait: it rang for them until its time was over, and a
    /// device of theirs had received it.
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

    /// When a request that waits is given up; from then on it is not offered again.
    pub fn lives_until(&self) -> Option<Timestamp> {
        self.waiting_since().map(|since| since + LIFE)
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

/// How a request came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    NewRequest,
    ScheduledByAgent,
    ScheduledByCustomer,
    CallMeBack,
    InboundCall,
    InboundChat,
}

impl Kind {
    pub const ALL: [Self; 6] = [
        Self::NewRequest,
        Self::ScheduledByAgent,
        Self::ScheduledByCustomer,
        Self::CallMeBack,
        Self::InboundCall,
        Self::InboundChat,
    ];

    pub fn channel(self) -> Channel {
        match self {
            Self::InboundChat => Channel::Chat,
            _ => Channel::Voice,
        }
    }

    pub fn scheduling(self) -> Scheduling {
        match self {
            Self::ScheduledByAgent | Self::ScheduledByCustomer => Scheduling::Required,
            Self::CallMeBack => Scheduling::Optional,
            Self::NewRequest | Self::InboundCall | Self::InboundChat => Scheduling::Refused,
        }
    }

    /// The name in the API, the database and the stream.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NewRequest => "new_request",
            Self::ScheduledByAgent => "scheduled_by_agent",
            Self::ScheduledByCustomer => "scheduled_by_customer",
            Self::CallMeBack => "call_me_back",
            Self::InboundCall => "inbound_call",
            Self::InboundChat => "inbound_chat",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Whether a kind takes a `scheduled_at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheduling {
    Required,
    Optional,
    Refused,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Voice,
    Chat,
}

impl Channel {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Voice => "voice",
            Self::Chat => "chat",
        }
    }
}

/// Where a request stands. Times are when the state began unless the name says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum State {
    Scheduled {
        due_at: Timestamp,
        /// When its owner is reminded of it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        reminds_at: Option<Timestamp>,
    },
    /// It is put before the first who can be asked.
    Waiting {
        since: Timestamp,
        #[serde(skip_serializing_if = "WaitsFor::is_anybody", default)]
        waits_for: WaitsFor,
    },
    Offered {
        offer: OfferId,
        since: Timestamp,
        deadline: Timestamp,
        #[serde(default)]
        ring: Ring,
    },
    /// A voice customer is being dialled.
    Connecting {
        agent: AgentId,
        offer: Option<OfferId>,
        since: Timestamp,
    },
    /// Both are there: the session is bridged.
    InSession {
        agent: AgentId,
        offer: Option<OfferId>,
        bridged_at: Timestamp,
    },
    WrapUp {
        agent: AgentId,
        bridged_at: Option<Timestamp>,
        ended_at: Timestamp,
        closes_at: Timestamp,
        /// What was entered so far; it is what the wrap-up closes with when its time is over.
        #[serde(skip_serializing_if = "Draft::is_empty", default)]
        draft: Draft,
    },
    Closed {
        agent: Option<AgentId>,
        outcome: Outcome,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        note: Option<String>,
        at: Timestamp,
    },
    /// It rang for its team in vain: listed, can be taken, and comes back.
    TimedOut {
        since: Timestamp,
        /// When it rings for the whole team again. Absent while the team never opens.
        rings_again_at: Option<Timestamp>,
    },
    Abandoned {
        at: Timestamp,
    },
    Expired {
        at: Timestamp,
    },
    Cancelled {
        at: Timestamp,
    },
}

/// Whom a request that waits can be put before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitsFor {
    /// Anybody of the team.
    #[default]
    Anybody,
    /// Its owner alone, for the time that is theirs.
    Owner { until: Timestamp },
    /// Nobody before the hours begin that its kind keeps.
    Opening { until: Timestamp },
}

impl WaitsFor {
    fn is_anybody(&self) -> bool {
        *self == Self::Anybody
    }

    pub fn until(self) -> Option<Timestamp> {
        match self {
            Self::Anybody => None,
            Self::Owner { until } | Self::Opening { until } => Some(until),
        }
    }
}

/// Whom a request rings for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ring {
    /// Everybody of the team who can be asked.
    #[default]
    Team,
    /// Its owner alone, until the time that is theirs is over.
    Owner,
    /// Those of the team who could not be asked when it rang for all.
    Latecomers {
        /// When it rings for all again, as planned before.
        rings_again_at: Option<Timestamp>,
    },
}

impl State {
    /// The name in the API and the database.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Scheduled { .. } => "scheduled",
            Self::Waiting { .. } => "waiting",
            Self::Offered { .. } => "offered",
            Self::Connecting { .. } => "connecting",
            Self::InSession { .. } => "in_session",
            Self::WrapUp { .. } => "wrap_up",
            Self::Closed { .. } => "closed",
            Self::TimedOut { .. } => "timed_out",
            Self::Abandoned { .. } => "abandoned",
            Self::Expired { .. } => "expired",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    pub fn has_ended(&self) -> bool {
        matches!(
            self,
            Self::Closed { .. }
                | Self::Abandoned { .. }
                | Self::Expired { .. }
                | Self::Cancelled { .. }
        )
    }
}

/// The outcome and the note of a wrap-up, as entered and not yet finished.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// One of those that an agent can pick.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Draft {
    pub fn is_empty(&self) -> bool {
        self.outcome.is_none() && self.note.is_empty()
    }
}

/// The result of a session. The last two are set by the desk, the others picked by the agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Resolved,
    Sale,
    NoSale,
    FollowUp,
    NotReachable,
    /// The customer wants no more calls: the number goes on the do-not-call list.
    DoNotCall,
    CustomerNoAnswer,
    NoOutcomeGiven,
}

impl Outcome {
    /// What the agent can pick, in the order of the list.
    pub const PICKABLE: [Self; 6] = [
        Self::Resolved,
        Self::Sale,
        Self::NoSale,
        Self::FollowUp,
        Self::NotReachable,
        Self::DoNotCall,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Sale => "sale",
            Self::NoSale => "no_sale",
            Self::FollowUp => "follow_up",
            Self::NotReachable => "not_reachable",
            Self::DoNotCall => "do_not_call",
            Self::CustomerNoAnswer => "customer_no_answer",
            Self::NoOutcomeGiven => "no_outcome_given",
        }
    }

    pub fn pickable(name: &str) -> Option<Self> {
        Self::PICKABLE
            .into_iter()
            .find(|outcome| outcome.as_str() == name)
    }
}
