//! What an agent enters about a customer, while they have them and a moment longer.

use super::decided::{Decided, in_hands};
use crate::{
    desk::Desk,
    event::{Event, SessionStart},
    id::{AgentId, RequestId},
    rejection::Rejection,
    request::{Draft, Outcome, Request, State, WRAP_UP},
    time::Timestamp,
};

/// Whoever enters something in a wrap-up has the usual time from now on, or what they had asked for beyond it.
pub(super) fn keep_draft(
    desk: &Desk,
    agent: AgentId,
    id: RequestId,
    draft: &Draft,
    now: Timestamp,
) -> Decided {
    let request = desk.request(id).ok_or(Rejection::UnknownRequest)?;
    if let Some(events) = noted_late(request, agent, draft) {
        return Ok(events);
    }
    let request = in_hands(desk, agent, id)?;
    let noted = |session, since| Event::SessionNoted {
        request: id,
        agent,
        session,
        since,
        draft: draft.clone(),
    };
    match &request.state {
        State::Connecting { draft: known, .. }
        | State::InSession { draft: known, .. }
        | State::WrapUp { draft: known, .. }
            if known == draft =>
        {
            Ok(vec![])
        }
        State::Connecting { since, .. } => Ok(vec![noted(SessionStart::Dialling, *since)]),
        State::InSession { bridged_at, .. } => Ok(vec![noted(SessionStart::Bridged, *bridged_at)]),
        State::WrapUp { closes_at, .. } => Ok(vec![Event::WrapUpExtended {
            request: id,
            agent,
            closes_at: (now + WRAP_UP).max(*closes_at),
            draft: draft.clone(),
        }]),
        other => Err(Rejection::WrongState(other.name())),
    }
}

/// The customer left the agent's hands before the last of it came: it goes where the rest of it went.
fn noted_late(request: &Request, agent: AgentId, draft: &Draft) -> Option<Vec<Event>> {
    let note = draft.noted();
    let (known, event) = match &request.state {
        State::Closed {
            agent: Some(by),
            outcome: outcome @ Outcome::CustomerNoAnswer,
            note: known,
            ..
        } if *by == agent => {
            let filed = Event::OutcomeFiled {
                request: request.id,
                team: request.team,
                agent,
                outcome: *outcome,
                note: note.clone(),
            };
            (known, filed)
        }
        _ if request.agent() == Some(agent) => return None,
        _ => {
            let last = request.handed_back.iter().rfind(|it| it.by == agent)?;
            let left = Event::NoteLeft {
                request: request.id,
                agent,
                note: note.clone(),
            };
            (&last.note, left)
        }
    };
    Some(if *known == note { vec![] } else { vec![event] })
}
