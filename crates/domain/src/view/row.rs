//! A request as the lists show it.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{
    agent_ref::AgentRef,
    call_back::CallBack,
    customer::Customer,
    desk::Desk,
    id::{RequestId, TeamId},
    request::{Channel, InLine, Kind, LISTED_AHEAD, Request, State},
    time::Timestamp,
};

/// A request as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
pub struct Row {
    pub id: RequestId,
    pub kind: Kind,
    pub channel: Channel,
    pub customer: Customer,
    pub team: TeamId,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub owner: Option<AgentRef>,
    pub priority: u8,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scheduled_at: Option<Timestamp>,
    pub created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub call_back: Option<Attempt>,
    pub phase: Phase,
}

/// Which call to the customer this would be, for one that the desk owes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
pub struct Attempt {
    /// From 1.
    pub attempt: u8,
    pub of: u8,
    /// When the customer first asked to be served.
    pub first_asked_at: Timestamp,
}

impl From<&CallBack> for Attempt {
    fn from(known: &CallBack) -> Self {
        Self {
            attempt: known.attempt,
            of: known.of,
            first_asked_at: known.first_asked_at,
        }
    }
}

/// Where a request stands, as far as the list is concerned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Phase {
    Scheduled {
        due_at: Timestamp,
    },
    Waiting {
        since: Timestamp,
        /// Outside the hours that it keeps: when they begin.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        rings_at: Option<Timestamp>,
    },
    Offered {
        since: Timestamp,
    },
    TimedOut {
        since: Timestamp,
    },
    Taken {
        by: AgentRef,
    },
    Over,
}

/// The three lists of the desktop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Pending,
    AvailableSoon,
    TimedOut,
}

impl Group {
    pub const ALL: [Self; 3] = [Self::Pending, Self::AvailableSoon, Self::TimedOut];
}

impl Row {
    /// The request as it stands.
    pub fn of(desk: &Desk, request: &Request) -> Self {
        let phase = match &request.state {
            State::Scheduled { due_at, .. } => Phase::Scheduled { due_at: *due_at },
            State::Waiting { since, waits_for } => Phase::Waiting {
                since: *since,
                rings_at: waits_for.opening(),
            },
            State::Offered { since, .. } => Phase::Offered { since: *since },
            State::TimedOut { since, .. } => Phase::TimedOut { since: *since },
            State::Connecting { agent, .. }
            | State::InSession { agent, .. }
            | State::WrapUp { agent, .. } => {
                desk.agent(*agent)
                    .map_or(Phase::Over, |agent| Phase::Taken {
                        by: agent.reference(),
                    })
            }
            State::Closed { .. }
            | State::Abandoned { .. }
            | State::Expired { .. }
            | State::Cancelled { .. } => Phase::Over,
        };
        Self::new(request, phase)
    }

    /// When it is planned for, as long as it is.
    pub fn planned_for(&self) -> Option<Timestamp> {
        match self.phase {
            Phase::Scheduled { due_at } => Some(due_at),
            _ => None,
        }
    }

    pub(crate) fn new(request: &Request, phase: Phase) -> Self {
        Self {
            id: request.id,
            kind: request.kind,
            channel: request.channel,
            customer: request.customer.clone(),
            team: request.team,
            message: request.message.clone(),
            owner: request.owner.clone(),
            priority: request.priority,
            scheduled_at: request.scheduled_at,
            created_at: request.created_at,
            call_back: request.call_back.as_ref().map(Attempt::from),
            phase,
        }
    }

    /// In which list it stands now; `None` while it is hidden: taken, or scheduled for later.
    pub fn group(&self, now: Timestamp) -> Option<Group> {
        match self.phase {
            Phase::Waiting { .. } | Phase::Offered { .. } => Some(Group::Pending),
            Phase::Scheduled { due_at } if due_at <= now => Some(Group::Pending),
            Phase::Scheduled { due_at } if due_at - LISTED_AHEAD <= now => {
                Some(Group::AvailableSoon)
            }
            Phase::TimedOut { .. } => Some(Group::TimedOut),
            Phase::Scheduled { .. } | Phase::Taken { .. } | Phase::Over => None,
        }
    }

    /// Since when the customer waits, or when they are due.
    pub fn since(&self) -> Timestamp {
        match self.phase {
            Phase::Scheduled { due_at } => due_at,
            Phase::Waiting { since, .. } | Phase::Offered { since } | Phase::TimedOut { since } => {
                since
            }
            Phase::Taken { .. } | Phase::Over => self.created_at,
        }
    }

    /// The place in a list: they are served in the order in which they stand.
    pub fn in_line(&self, group: Group) -> InLine {
        match group {
            Group::Pending | Group::TimedOut => {
                InLine::waiting(self.priority, self.since(), self.id)
            }
            Group::AvailableSoon => InLine::timed(self.since(), self.id),
        }
    }
}
