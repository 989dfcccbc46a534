//! What every decision comes to, and the questions that many of them begin with.

use crate::{
    desk::Desk,
    event::Event,
    id::{AgentId, RequestId},
    rejection::Rejection,
    request::Request,
};

pub(super) type Decided = Result<Vec<Event>, Rejection>;

/// Finds a request that has not ended, or says how it ended.
pub(super) fn live(desk: &Desk, id: RequestId) -> Result<&Request, Rejection> {
    let request = desk.request(id).ok_or(Rejection::UnknownRequest)?;
    if request.state.has_ended() {
        return Err(Rejection::Ended(request.state.name()));
    }
    Ok(request)
}

/// The request, if it is this agent's to act on. Signing out is not asked about: a session that
/// outlives its cookie must still be possible to finish.
pub(super) fn in_hands(desk: &Desk, agent: AgentId, id: RequestId) -> Result<&Request, Rejection> {
    let request = live(desk, id)?;
    if request.agent() == Some(agent) {
        Ok(request)
    } else {
        Err(Rejection::NotYours)
    }
}
