//! A request: one customer need, from its arrival to its outcome.

use std::collections::BTreeMap;

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
/// Scheduled calls and call-backs ring once more this long after they timed out.
pub const RING_AGAIN_AFTER: Span = Span::minutes(5);
/// *Later* puts a request off for this long.
pub const PUT_OFF: Span = Span::minutes(2);
/// Wrap-up closes by itself after this long.
pub const WRAP_UP: Span = Span::seconds(60);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub id: RequestId,
    pub kind: Kind,
    pub channel: Channel,
    pub customer: Customer,
    pub team: TeamId,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub message: Option<String>,
    /// The agent a scheduled call was promised by.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub owner: Option<AgentRef>,
    /// 0 (usual) to 9; *Attend next customer* takes higher ones first.
    #[serde(default)]
    pub priority: u8,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scheduled_at: Option<Timestamp>,
    pub created_at: Timestamp,
    /// How many offers of this request ran out although a device had received them.
    #[serde(default)]
    pub missed_rings: u8,
    /// Which attempt this is, for a call that the desk owes the customer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub call_back: Option<CallBack>,
    /// Until then a scheduled call that is due is put before its owner alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub owner_until: Option<Timestamp>,
    /// Until then the team is closed: the request is listed but put before nobody.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rests_until: Option<Timestamp>,
    /// Who chose *Later*, and until when it leaves them alone.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub put_off: BTreeMap<AgentId, Timestamp>,
    /// When its owner is reminded of it, while it is still to come.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reminds_at: Option<Timestamp>,
    /// Who had it to themselves and let it pass, until they have been told how it ended.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub passed: Option<Passed>,
    pub state: State,
}

impl Request {
    /// When this request needs the desk's attention although nobody says anything.
    pub fn timer(&self) -> Option<Timestamp> {
        let back = self.put_off.values().min().copied();
        let soonest = |times: [Option<Timestamp>; 4]| times.into_iter().flatten().min();
        match &self.state {
            State::Scheduled { due_at } => soonest([Some(*due_at), self.reminds_at, None, None]),
            State::Waiting { .. } => {
                soonest([self.lives_until(), self.owner_until, self.rests_until, back])
            }
            State::Offered { deadline, .. } => soonest([Some(*deadline), back, None, None]),
            State::WrapUp { closes_at, .. } => Some(*closes_at),
            State::TimedOut { rings_again_at, .. } => {
                soonest([rings_again_at.or(self.lives_until()), back, None, None])
            }
            State::Connecting { .. }
            | State::InSession { .. }
            | State::Closed { .. }
            | State::Abandoned { .. }
            | State::Expired { .. }
            | State::Cancelled { .. } => None,
        }
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
            State::Waiting { since }
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
    },
    Waiting {
        since: Timestamp,
    },
    Offered {
        offer: OfferId,
        since: Timestamp,
        deadline: Timestamp,
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
    TimedOut {
        since: Timestamp,
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
