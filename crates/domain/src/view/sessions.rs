//! The customers in an agent's hands, as their browser knows them.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{
    id::RequestId,
    request::{Draft, Outcome, Request, State},
    time::Timestamp,
};

/// One customer in this agent's hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
pub struct Session {
    pub request: RequestId,
    pub stage: SessionStage,
}

/// Where the agent's own session stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum SessionStage {
    Connecting {
        since: Timestamp,
        #[serde(skip_serializing_if = "Draft::is_empty", default)]
        draft: Draft,
    },
    Bridged {
        since: Timestamp,
        #[serde(skip_serializing_if = "Draft::is_empty", default)]
        draft: Draft,
    },
    WrapUp {
        closes_at: Timestamp,
        #[serde(skip_serializing_if = "Draft::is_empty", default)]
        draft: Draft,
    },
    HandedBack {
        since: Timestamp,
    },
    Closed {
        outcome: Outcome,
    },
}

impl SessionStage {
    /// What is entered so far, while the customer is in hand.
    pub fn draft(&self) -> Option<&Draft> {
        match self {
            Self::Connecting { draft, .. }
            | Self::Bridged { draft, .. }
            | Self::WrapUp { draft, .. } => Some(draft),
            Self::HandedBack { .. } | Self::Closed { .. } => None,
        }
    }
}

impl Session {
    /// Where the session of a request stands, if it has one.
    pub(super) fn of(request: &Request) -> Option<Self> {
        let stage = match &request.state {
            State::Connecting { since, draft, .. } => SessionStage::Connecting {
                since: *since,
                draft: draft.clone(),
            },
            State::InSession {
                bridged_at, draft, ..
            } => SessionStage::Bridged {
                since: *bridged_at,
                draft: draft.clone(),
            },
            State::WrapUp {
                closes_at, draft, ..
            } => SessionStage::WrapUp {
                closes_at: *closes_at,
                draft: draft.clone(),
            },
            _ => return None,
        };
        Some(Self {
            request: request.id,
            stage,
        })
    }
}

/// All of them, in the order in which they were taken.
///
/// In JSON the newest, or `null`, as it was when there could only be one; the others are its `earlier`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(from = "Option<Newest>", into = "Option<Newest>")]
pub struct Sessions(Vec<Session>);

#[derive(Serialize, Deserialize, Unpack)]
struct Newest {
    #[serde(flatten)]
    session: Session,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    earlier: Vec<Session>,
}

impl Sessions {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Session> {
        self.0.iter()
    }

    pub fn newest(&self) -> Option<&Session> {
        self.0.last()
    }

    pub fn of(&self, request: RequestId) -> Option<&Session> {
        self.0.iter().find(|session| session.request == request)
    }

    pub(super) fn proceed(&mut self, request: RequestId, stage: SessionStage) {
        match self.0.iter_mut().find(|known| known.request == request) {
            Some(known) => known.stage = stage,
            None => self.0.push(Session { request, stage }),
        }
    }

    pub(super) fn end(&mut self, request: RequestId) {
        self.0.retain(|session| session.request != request);
    }
}

impl FromIterator<Session> for Sessions {
    fn from_iter<I: IntoIterator<Item = Session>>(sessions: I) -> Self {
        Self(sessions.into_iter().collect())
    }
}

impl From<Option<Newest>> for Sessions {
    fn from(newest: Option<Newest>) -> Self {
        newest
            .into_iter()
            .flat_map(|newest| newest.earlier.into_iter().chain([newest.session]))
            .collect()
    }
}

impl From<Sessions> for Option<Newest> {
    fn from(Sessions(mut sessions): Sessions) -> Self {
        let session = sessions.pop()?;
        Some(Newest {
            session,
            earlier: sessions,
        })
    }
}
