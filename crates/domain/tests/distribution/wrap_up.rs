//! What is entered after a conversation is neither cut off nor lost.

use domain::{
    command::Command,
    id::{AgentId, RequestId},
    request::{Draft, Kind, Outcome, State},
    time::Span,
};

use crate::office::{Office, PHONE};

fn in_wrap_up(kind: Kind) -> (Office, AgentId, RequestId) {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.caller(kind);
    let request = office.receives(new);
    office.connects(ana, request).unwrap();
    office.does(Command::EndSession {
        agent: ana,
        request,
    });
    (office, ana, request)
}

fn enters(office: &mut Office, agent: AgentId, request: RequestId, draft: Draft) {
    office.does(Command::KeepDraft {
        agent,
        request,
        draft,
    });
}

fn noted(note: &str) -> Draft {
    Draft {
        outcome: None,
        note: note.to_owned(),
    }
}

fn closed_with(office: &Office, request: RequestId) -> (Outcome, Option<&str>) {
    match &office.found(request).state {
        State::Closed { outcome, note, .. } => (*outcome, note.as_deref()),
        other => panic!("not closed: {other:?}"),
    }
}

#[test]
fn a_wrap_up_goes_on_for_as_long_as_somebody_types() {
    let (mut office, ana, request) = in_wrap_up(Kind::InboundCall);
    let mut note = String::new();
    for _ in 0..30 {
        office.passes(Span::seconds(50));
        assert_eq!(office.state(request), "wrap_up");
        note.push_str("and ");
        enters(&mut office, ana, request, noted(&note));
    }

    office.passes(Span::seconds(60));

    assert_eq!(
        closed_with(&office, request),
        (Outcome::NoOutcomeGiven, Some(note.trim()))
    );
}

#[test]
fn what_was_entered_is_what_the_wrap_up_closes_with() {
    let (mut office, ana, request) = in_wrap_up(Kind::InboundCall);
    let draft = Draft {
        outcome: Some(Outcome::DoNotCall),
        note: "asked twice".to_owned(),
    };
    enters(&mut office, ana, request, draft);

    office.passes(Span::seconds(60));

    assert_eq!(
        closed_with(&office, request),
        (Outcome::DoNotCall, Some("asked twice"))
    );
    assert!(office.desk.do_not_call().contains(PHONE));
}

#[test]
fn typing_takes_no_time_away_that_was_asked_for() {
    let (mut office, ana, request) = in_wrap_up(Kind::InboundCall);
    for _ in 0..3 {
        office.does(Command::ExtendWrapUp {
            agent: ana,
            request,
        });
    }
    enters(&mut office, ana, request, noted("a"));

    office.passes(Span::seconds(239));
    assert_eq!(office.state(request), "wrap_up");
    office.passes(Span::seconds(1));
    assert_eq!(
        closed_with(&office, request),
        (Outcome::NoOutcomeGiven, Some("a"))
    );
}

#[test]
fn more_time_keeps_what_was_entered() {
    let (mut office, ana, request) = in_wrap_up(Kind::InboundCall);
    enters(&mut office, ana, request, noted("a"));
    office.does(Command::ExtendWrapUp {
        agent: ana,
        request,
    });
    let State::WrapUp { draft, .. } = &office.found(request).state else {
        panic!("not in wrap-up");
    };
    assert_eq!(draft, &noted("a"));
}

#[test]
fn what_is_deleted_again_is_not_kept() {
    let (mut office, ana, request) = in_wrap_up(Kind::InboundCall);
    enters(&mut office, ana, request, noted("a"));
    enters(&mut office, ana, request, Draft::default());
    office.passes(Span::seconds(60));
    assert_eq!(
        closed_with(&office, request),
        (Outcome::NoOutcomeGiven, None)
    );
}

#[test]
fn only_the_agent_in_wrap_up_enters_something() {
    let (mut office, ana, request) = in_wrap_up(Kind::InboundCall);
    let sales = office.found(request).team;
    let ben = office.agent("ben", &[sales]);
    let mut keep = |agent| {
        office.tries(&Command::KeepDraft {
            agent,
            request,
            draft: noted("a"),
        })
    };
    assert!(keep(ben).is_err());
    assert!(keep(ana).is_ok());
    office.does(Command::Finish {
        agent: ana,
        request,
        outcome: Outcome::Sale,
        note: None,
    });
    let late = office.tries(&Command::KeepDraft {
        agent: ana,
        request,
        draft: noted("too late"),
    });
    assert!(late.is_err());
}

#[test]
fn the_same_call_is_planned_once() {
    let (mut office, sales) = Office::with_sales();
    office.agent("ana", &[sales]);
    let mut new = office.caller(Kind::ScheduledByAgent);
    new.scheduled_at = Some(office.now + Span::minutes(90));
    let plan = |office: &mut Office, change: fn(&mut domain::command::NewRequest)| {
        let mut new = new.clone();
        new.id = office.draft(Kind::ScheduledByAgent).id;
        change(&mut new);
        office.does(Command::PlanCall(Box::new(new)));
        office.desk.live_requests().count()
    };
    assert_eq!(plan(&mut office, |_| {}), 1);
    assert_eq!(plan(&mut office, |_| {}), 1, "sent twice");
    let with_a_note = |new: &mut domain::command::NewRequest| new.message = Some("b".to_owned());
    assert_eq!(
        plan(&mut office, with_a_note),
        2,
        "nothing typed is dropped"
    );
    let planned = office.desk.live_requests().next().map(|known| known.id);
    office.does(Command::Cancel {
        request: planned.unwrap(),
    });
    assert_eq!(plan(&mut office, |_| {}), 2, "cancelled, and planned anew");
}

/// The page was offline, or its agent signed out, when the wrap-up closed by itself.
#[test]
fn what_was_entered_too_late_is_filed_later() {
    let (mut office, ana, request) = in_wrap_up(Kind::InboundCall);
    let team = office.found(request).team;
    let ben = office.agent("ben", &[team]);
    office.passes(Span::minutes(30));
    let finish = |agent, outcome| Command::Finish {
        agent,
        request,
        outcome,
        note: Some("asked not to be called".to_owned()),
    };
    assert!(office.tries(&finish(ben, Outcome::DoNotCall)).is_err());

    office.does(finish(ana, Outcome::DoNotCall));

    let phone = office.found(request).customer.phone.clone().unwrap();
    assert!(office.desk.do_not_call().contains(&phone));
    assert!(
        office.tries(&finish(ana, Outcome::Sale)).is_err(),
        "it has one now"
    );
    assert_eq!(office.tries(&finish(ana, Outcome::DoNotCall)), Ok(vec![]));
}

/// The desk has the beginning of the note, the page the rest.
#[test]
fn a_fuller_note_takes_the_place_of_what_the_desk_had() {
    let (mut office, ana, request) = in_wrap_up(Kind::NewRequest);
    let entered = |note: &str| Draft {
        outcome: Some(Outcome::Sale),
        note: note.to_owned(),
    };
    office.does(Command::KeepDraft {
        agent: ana,
        request,
        draft: entered("asked for"),
    });
    office.passes(Span::minutes(2));
    let closed_at = office.found(request).ended_at();
    let file = Command::Finish {
        agent: ana,
        request,
        outcome: Outcome::Sale,
        note: Some("asked for a refund".to_owned()),
    };

    office.does(file.clone());

    let State::Closed { note, .. } = &office.found(request).state else {
        panic!("it was closed");
    };
    assert_eq!(note.as_deref(), Some("asked for a refund"));
    assert_eq!(office.found(request).ended_at(), closed_at);
    assert_eq!(office.tries(&file), Ok(vec![]));
}

/// Another page had a note and no outcome.
#[test]
fn a_note_that_is_filed_alone_leaves_the_outcome() {
    let (mut office, ana, request) = in_wrap_up(Kind::NewRequest);
    office.does(Command::KeepDraft {
        agent: ana,
        request,
        draft: Draft {
            outcome: Some(Outcome::Sale),
            note: String::new(),
        },
    });
    office.passes(Span::minutes(2));

    office.does(Command::Finish {
        agent: ana,
        request,
        outcome: Outcome::NoOutcomeGiven,
        note: Some("two of them".to_owned()),
    });

    let State::Closed { outcome, note, .. } = &office.found(request).state else {
        panic!("it was closed");
    };
    assert_eq!(*outcome, Outcome::Sale);
    assert_eq!(note.as_deref(), Some("two of them"));
}

/// Nobody is told yes about words that are thrown away.
#[test]
fn what_was_finished_by_hand_keeps_its_outcome_and_gets_the_words_of_another_page() {
    let (mut office, ana, request) = in_wrap_up(Kind::NewRequest);
    let finish = |outcome, note: &str| Command::Finish {
        agent: ana,
        request,
        outcome,
        note: Some(note.to_owned()),
    };
    office.does(finish(Outcome::Sale, "two"));
    assert_eq!(office.tries(&finish(Outcome::Sale, "two")), Ok(vec![]));
    assert!(
        office.tries(&finish(Outcome::Resolved, "two")).is_err(),
        "it has one"
    );

    office.passes(Span::minutes(30));
    office.desk.forget_ended(office.now);
    office.does(finish(Outcome::NoOutcomeGiven, "by Friday"));

    let State::Closed { outcome, note, .. } = &office.found(request).state else {
        panic!("it was closed");
    };
    assert_eq!(*outcome, Outcome::Sale);
    assert_eq!(note.as_deref(), Some("two\nby Friday"));
    for known in ["two", "by Friday", "two\nby Friday"] {
        let again = office.tries(&finish(Outcome::Sale, known));
        assert_eq!(again, Ok(vec![]), "{known}");
    }
}

#[test]
fn what_closed_long_ago_is_over() {
    let (mut office, ana, request) = in_wrap_up(Kind::InboundCall);
    office.passes(Span::minutes(2));
    office.passes(Span::minutes(61));
    office.desk.forget_ended(office.now);
    let late = office.tries(&Command::Finish {
        agent: ana,
        request,
        outcome: Outcome::Sale,
        note: None,
    });
    assert!(late.is_err());
}

#[test]
fn a_conversation_does_not_end_with_no_answer() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    office.connects(ana, request).unwrap();
    office.does(Command::EndSession {
        agent: ana,
        request,
    });
    assert_eq!(
        office.tries(&Command::Finish {
            agent: ana,
            request,
            outcome: Outcome::CustomerNoAnswer,
            note: None,
        }),
        Err(domain::rejection::Rejection::NoConversation(
            Outcome::CustomerNoAnswer
        ))
    );
    assert_eq!(office.state(request), "wrap_up");
}
