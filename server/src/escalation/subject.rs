//! What an agent is told of: an offer, or a request that nobody could be offered.

use std::sync::Arc;

use domain::{
    desk::Desk,
    id::{OfferId, RequestId},
    notification::Decisions,
    offer::{Offer, OfferState},
    request::State,
    time::Timestamp,
};
use uuid::Uuid;

/// What an agent is told of.
#[derive(Clone, Debug)]
pub enum Subject {
    Offer {
        offer: OfferId,
        request: RequestId,
    },
    /// Nobody could be offered the request; whoever is unreachable is told of it all the same.
    Request {
        request: RequestId,
        /// When that was decided, and about whom.
        at: Timestamp,
        decisions: Arc<Decisions>,
    },
}

impl Subject {
    /// What a popup was about of which only the tag is known.
    pub fn of(tag: Uuid, request: RequestId) -> Self {
        if tag == request.0 {
            Self::Request {
                request,
                at: Timestamp::default(),
                decisions: Arc::default(),
            }
        } else {
            Self::Offer {
                offer: OfferId(tag),
                request,
            }
        }
    }

    /// The popup's tag.
    pub fn tag(&self) -> Uuid {
        match self {
            Self::Offer { offer, .. } => offer.0,
            Self::Request { request, .. } => request.0,
        }
    }

    /// Which request it is about.
    pub fn request(&self) -> RequestId {
        match self {
            Self::Offer { request, .. } | Self::Request { request, .. } => *request,
        }
    }

    /// Since when it rings. `None`: it does not.
    pub fn begun_at(&self, desk: &Desk) -> Option<Timestamp> {
        match self {
            Self::Offer { .. } => self.pending(desk).map(|offer| offer.made_at),
            Self::Request { request, at, .. } => {
                let request = desk.request(*request)?;
                matches!(request.state, State::Waiting { .. }).then_some(*at)
            }
        }
    }

    /// Until when it is of use to be told of it.
    pub fn rings_until(&self, desk: &Desk) -> Option<Timestamp> {
        match self {
            Self::Offer { .. } => self.pending(desk).map(|offer| offer.deadline),
            Self::Request { request, at, .. } => {
                let team = desk.team(desk.request(*request)?.team)?;
                Some(*at + team.rule?.ring_time)
            }
        }
    }

    /// Whether nobody is to be told of it any more.
    pub fn is_over(&self, desk: &Desk, now: Timestamp) -> bool {
        let until = self.begun_at(desk).and_then(|_| self.rings_until(desk));
        until.is_none_or(|until| until <= now)
    }

    /// The offer, while it rings.
    pub fn pending<'desk>(&self, desk: &'desk Desk) -> Option<&'desk Offer> {
        let Self::Offer { offer, .. } = self else {
            return None;
        };
        desk.offer(*offer)
            .filter(|offer| offer.state == OfferState::Pending)
    }
}
