//! From *End* to *Finish*, and what is filed after it.

use super::{
    decided::{Decided, in_hands},
    do_not_call,
    noting::{TooLong, together},
};
use crate::{
    desk::Desk,
    event::Event,
    id::{AgentId, RequestId},
    rejection::Rejection,
    request::{Closing, Draft, Outcome, Request, State, WRAP_UP},
};

pub(super) fn extend(desk: &Desk, agent: AgentId, id: RequestId) -> Decided {
    let request = in_hands(desk, agent, id)?;
    match &request.state {
        State::WrapUp {
            closes_at, draft, ..
        } => Ok(vec![Event::WrapUpExtended {
            request: id,
            agent,
            closes_at: *closes_at + WRAP_UP,
            draft: draft.clone(),
        }]),
        other => Err(Rejection::WrongState(other.name())),
    }
}

/// The wrap-up's time is over: it closes with what was entered so far.
pub(super) fn close_by_itself(
    desk: &Desk,
    request: &Request,
    agent: AgentId,
    draft: &Draft,
) -> Vec<Event> {
    let outcome = draft.outcome.unwrap_or(Outcome::NoOutcomeGiven);
    let closed = Event::RequestClosed {
        request: request.id,
        team: request.team,
        agent,
        outcome,
        note: draft.noted(),
        closing: Closing::ByItself,
    };
    with_what_it_forbids(desk, request, outcome, closed)
}

fn with_what_it_forbids(
    desk: &Desk,
    request: &Request,
    outcome: Outcome,
    closed: Event,
) -> Vec<Event> {
    let mut events = vec![closed];
    if let (Outcome::DoNotCall, Some(phone)) = (outcome, &request.customer.phone) {
        events.extend(do_not_call::forbid(desk, phone));
    }
    events
}

pub(super) fn finish(
    desk: &Desk,
    agent: AgentId,
    id: RequestId,
    outcome: Outcome,
    note: Option<&str>,
) -> Decided {
    if outcome == Outcome::CustomerNoAnswer {
        return Err(Rejection::NoConversation(outcome));
    }
    if let Some(request) = desk.request(id)
        && let State::Closed {
            agent: Some(by),
            outcome: given,
            note: kept,
            closing,
            ..
        } = &request.state
        && *by == agent
    {
        // Whoever files only a note has chosen no other outcome.
        let outcome = if outcome == Outcome::NoOutcomeGiven {
            *given
        } else {
            outcome
        };
        // Only what nobody has chosen is chosen late.
        if outcome != *given && *closing != Closing::ByItself {
            return Err(Rejection::Ended(request.state.name()));
        }
        let all = together(kept.as_deref(), note)
            .map_err(|TooLong| Rejection::Ended(request.state.name()))?;
        if outcome == *given && all == *kept {
            return Ok(vec![]);
        }
        let filed = Event::OutcomeFiled {
            request: id,
            team: request.team,
            agent,
            outcome,
            note: all,
        };
        return Ok(if outcome == *given {
            vec![filed]
        } else {
            with_what_it_forbids(desk, request, outcome, filed)
        });
    }
    let request = in_hands(desk, agent, id)?;
    match &request.state {
        State::WrapUp { .. } => {
            let closed = Event::RequestClosed {
                request: id,
                team: request.team,
                agent,
                outcome,
                note: note.map(ToOwned::to_owned),
                closing: Closing::ByAgent,
            };
            Ok(with_what_it_forbids(desk, request, outcome, closed))
        }
        other => Err(Rejection::WrongState(other.name())),
    }
}
