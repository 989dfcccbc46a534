//! What an agent enters about a customer, while they have them and a moment longer.

use std::iter;

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
    if let Some(decided) = noted_late(request, agent, draft) {
        return decided;
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
fn noted_late(request: &Request, agent: AgentId, draft: &Draft) -> Option<Decided> {
    let late = draft.noted();
    match &request.state {
        State::Closed {
            agent: Some(by),
            outcome: outcome @ Outcome::CustomerNoAnswer,
            note: known,
            ..
        } if *by == agent => Some(added(request, known.as_deref(), late.as_deref(), |note| {
            Event::OutcomeFiled {
                request: request.id,
                team: request.team,
                agent,
                outcome: *outcome,
                note,
            }
        })),
        _ if request.agent() == Some(agent) => None,
        _ => {
            let last = request.handed_back.iter().rfind(|it| it.by == agent)?;
            Some(added(
                request,
                last.note.as_deref(),
                late.as_deref(),
                |note| Event::NoteLeft {
                    request: request.id,
                    agent,
                    note,
                },
            ))
        }
    }
}

fn added(
    request: &Request,
    known: Option<&str>,
    late: Option<&str>,
    event: impl FnOnce(Option<String>) -> Event,
) -> Decided {
    let note = together(known, late).map_err(|TooLong| Rejection::Ended(request.state.name()))?;
    Ok(if known == note.as_deref() {
        vec![]
    } else {
        vec![event(note)]
    })
}

/// Whoever brings the words had better keep them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// What is known once late words have come. A page that was cut off may come with older words than another one had: they
/// take nothing back. Words that go on where a part of the known ones ends take its place, others become a part of their
/// own; a part begins with a line.
pub(super) fn together(known: Option<&str>, late: Option<&str>) -> Result<Option<String>, TooLong> {
    /// As much as two notes that were typed.
    const LONGEST: usize = 4_000;

    let (Some(known), Some(late)) = (known, late) else {
        return Ok(known.or(late).map(ToOwned::to_owned));
    };
    let lines = || iter::once(0).chain(known.match_indices('\n').map(|(at, _)| at + 1));
    if lines().any(|at| known[at..].starts_with(late)) {
        return Ok(Some(known.to_owned()));
    }
    let goes_on = lines().find(|at| !known[*at..].is_empty() && late.starts_with(&known[*at..]));
    let all = match goes_on {
        Some(at) => format!("{}{late}", &known[..at]),
        None => format!("{known}\n{late}"),
    };
    if all.chars().count() > LONGEST {
        return Err(TooLong);
    }
    Ok(Some(all))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{TooLong, together};

    #[rstest]
    #[case::nothing_is_no_news(Some("a"), None, Some("a"))]
    #[case::the_first_words(None, Some("a"), Some("a"))]
    #[case::older_words(Some("a and b"), Some("a"), Some("a and b"))]
    #[case::newer_words(Some("a"), Some("a and b"), Some("a and b"))]
    #[case::others(Some("a"), Some("b"), Some("a\nb"))]
    #[case::others_that_go_on(Some("a\nb"), Some("b and c"), Some("a\nb and c"))]
    #[case::older_ones_of_others(Some("a\nb and c"), Some("b"), Some("a\nb and c"))]
    #[case::several_lines_that_go_on(Some("a\nb"), Some("a\nb\nc"), Some("a\nb\nc"))]
    #[case::a_part_of_a_word(
        Some("call back yesterday"),
        Some("yes"),
        Some("call back yesterday\nyes")
    )]
    fn late_words_take_nothing_back(
        #[case] known: Option<&str>,
        #[case] late: Option<&str>,
        #[case] then: Option<&str>,
    ) {
        let all = together(known, late);
        assert_eq!(all.as_ref().map(Option::as_deref), Ok(then));
        let again = together(then, late);
        assert_eq!(again.as_ref().map(Option::as_deref), Ok(then), "once more");
    }

    #[test]
    fn what_would_be_too_long_is_not_taken() {
        let (known, late) = ("a".repeat(3_000), "b".repeat(2_000));
        assert_eq!(together(Some(&known), Some(&late)), Err(TooLong));
        assert_eq!(
            together(Some(&known), Some(&known)),
            Ok(Some(known.clone()))
        );
    }
}
