//! The end of a ring for everybody, as an event.

use super::{Back, Event};
use crate::{
    offer::Withdrawal,
    request::{Request, Ring, State},
};

impl Event {
    /// The end of the offer that rings for this request, if one does.
    pub(crate) fn withdrawal(request: &Request, why: Withdrawal) -> Option<Self> {
        let State::Offered {
            offer, since, ring, ..
        } = &request.state
        else {
            return None;
        };
        Some(Self::OfferWithdrawn {
            offer: *offer,
            request: request.id,
            team: request.team,
            since: *since,
            why,
            back: match ring {
                Ring::Team | Ring::Owner => Back::Waiting,
                Ring::Latecomers { .. } => Back::TimedOut,
            },
        })
    }
}
