//! What every decision comes to, and the question that many of them begin with.

use crate::{desk::Desk, event::Event, id::RequestId, rejection::Rejection, request::Request};

pub(super) type Decided = Result<Vec<Event>, Rejection>;

/// Finds a request that has not ended, or says how it ended.
pub(super) fn live(desk: &Desk, id: RequestId) -> Result<&Request, Rejection> {
    let request = desk.request(id).ok_or(Rejection::UnknownRequest)?;
    if request.state.has_ended() {
        return Err(Rejection::Ended(request.state.name()));
    }
    Ok(request)
}
