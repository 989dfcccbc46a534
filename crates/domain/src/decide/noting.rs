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
/// A page that was cut off may come with older words than another one had: they take nothing back.
fn noted_late(request: &Request, agent: AgentId, draft: &Draft) -> Option<Vec<Event>> {
    let late = draft.noted();
    let (known, note, event) = match &request.state {
        State::Closed {
            agent: Some(by),
            outcome: outcome @ Outcome::CustomerNoAnswer,
            note: known,
            ..
        } if *by == agent => {
            let note = together(known.as_deref(), late);
            let filed = Event::OutcomeFiled {
                request: request.id,
                team: request.team,
                agent,
                outcome: *outcome,
                note: note.clone(),
            };
            (known, note, filed)
        }
        _ if request.agent() == Some(agent) => return None,
        _ => {
            let last = request.handed_back.iter().rfind(|it| it.by == agent)?;
            let note = together(last.note.as_deref(), late);
            let left = Event::NoteLeft {
                request: request.id,
                agent,
                note: note.clone(),
            };
            (&last.note, note, left)
        }
    };
    Some(if *known == note { vec![] } else { vec![event] })
}

/// What is known once late words have come: whichever of the two says more, or both, a line each.
fn together(known: Option<&str>, late: Option<String>) -> Option<String> {
    /// As much as two notes that were typed.
    const LONGEST: usize = 4_000;

    match (known, late) {
        (None, late) => late,
        (Some(known), None) => Some(known.to_owned()),
        (Some(known), Some(late)) if known.contains(&late) => Some(known.to_owned()),
        (Some(known), Some(late)) if late.contains(known) => Some(late),
        (Some(known), Some(late)) => {
            Some(format!("{known}\n{late}").chars().take(LONGEST).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::together;

    #[rstest]
    #[case::nothing_is_no_news(Some("a"), None, Some("a"))]
    #[case::the_first_words(None, Some("a"), Some("a"))]
    #[case::older_words(Some("a and b"), Some("a"), Some("a and b"))]
    #[case::newer_words(Some("a"), Some("a and b"), Some("a and b"))]
    #[case::others(Some("a"), Some("b"), Some("a\nb"))]
    fn late_words_take_nothing_back(
        #[case] known: Option<&str>,
        #[case] late: Option<&str>,
        #[case] together_: Option<&str>,
    ) {
        let late = late.map(ToOwned::to_owned);
        assert_eq!(together(known, late.clone()).as_deref(), together_);
        assert_eq!(together(together_, late).as_deref(), together_, "once more");
    }
}
