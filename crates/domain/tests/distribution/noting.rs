//! What is noted from the first second on belongs to the customer, wherever they go.

use domain::{
    command::Command,
    desk::{Contents, Desk},
    event::Event,
    id::{AgentId, RequestId},
    request::{Draft, HandedBack, Kind, Outcome, State},
    time::Span,
};

use crate::office::{Office, PHONE};

fn in_hand() -> (Office, AgentId, RequestId) {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.caller(Kind::InboundCall);
    let request = office.receives(new);
    office.connects(ana, request).unwrap();
    (office, ana, request)
}

fn noted(note: &str) -> Draft {
    Draft {
        outcome: None,
        note: note.to_owned(),
    }
}

fn notes(office: &mut Office, agent: AgentId, request: RequestId, note: &str) -> Vec<Event> {
    office.does(Command::KeepDraft {
        agent,
        request,
        draft: noted(note),
    })
}

fn draft(office: &Office, request: RequestId) -> &Draft {
    match &office.found(request).state {
        State::Connecting { draft, .. }
        | State::InSession { draft, .. }
        | State::WrapUp { draft, .. } => draft,
        other => panic!("in nobody's hands: {other:?}"),
    }
}

fn last_note(office: &Office, request: RequestId) -> Option<&str> {
    let HandedBack { note, .. } = office.found(request).handed_back.last()?;
    note.as_deref()
}

#[test]
fn a_note_goes_with_the_session_from_dialling_to_its_close() {
    let (mut office, ana, request) = in_hand();
    let since = office.now;
    notes(&mut office, ana, request, "asks");
    assert_eq!(draft(&office, request), &noted("asks"));
    office.passes(Span::minutes(5));
    office.does(Command::Answered {
        agent: ana,
        request,
    });
    assert_eq!(draft(&office, request), &noted("asks"));
    notes(&mut office, ana, request, "asks for two");
    assert!(matches!(
        office.found(request).state,
        State::InSession { bridged_at, .. } if bridged_at == since + Span::minutes(5)
    ));
    office.does(Command::EndSession {
        agent: ana,
        request,
    });
    assert_eq!(draft(&office, request), &noted("asks for two"));
    assert_eq!(notes(&mut office, ana, request, "asks for two"), []);

    office.passes(Span::seconds(60));

    let State::Closed { note, .. } = &office.found(request).state else {
        panic!("it closed by itself");
    };
    assert_eq!(note.as_deref(), Some("asks for two"));
}

#[test]
fn what_was_noted_of_who_did_not_answer_is_kept_with_the_request() {
    let (mut office, ana, request) = in_hand();
    notes(&mut office, ana, request, " rang out twice ");

    office.does(Command::NoAnswer {
        agent: ana,
        request,
    });

    let State::Closed { note, outcome, .. } = &office.found(request).state else {
        panic!("it is closed");
    };
    assert_eq!(*outcome, Outcome::CustomerNoAnswer);
    assert_eq!(note.as_deref(), Some("rang out twice"));
}

/// By whatever the agent let go of them.
#[test]
fn who_has_the_customer_next_finds_what_the_colleague_noted() {
    for leave in ["hands back", "leaves"] {
        let (mut office, ana, request) = in_hand();
        notes(&mut office, ana, request, "wants Ben");
        office.does(match leave {
            "leaves" => Command::DisableAgent { agent: ana },
            _ => Command::HandBack {
                agent: ana,
                request,
            },
        });

        let team = office.found(request).team;
        let ben = office.agent("ben", &[team]);
        office.connects(ben, request).unwrap();

        assert_eq!(last_note(&office, request), Some("wants Ben"), "{leave}");
        assert_eq!(draft(&office, request), &Draft::default(), "Ben's own");
        notes(&mut office, ben, request, "is Ben's now");
        office.does(Command::HandBack {
            agent: ben,
            request,
        });
        let handed_back = &office.found(request).handed_back;
        let by: Vec<_> = handed_back.iter().map(|it| it.by).collect();
        assert_eq!(by, [ana, ben]);
    }
}

#[test]
fn what_an_agent_who_vanished_had_noted_goes_with_the_chat() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let chat = office.chat();
    office.connects(ana, chat).unwrap();
    notes(&mut office, ana, chat, "wants two");
    office.reachable(ana, domain::agent::Reachability::Unreachable);

    office.passes(Span::seconds(61));

    assert_eq!(last_note(&office, chat), Some("wants two"));
}

/// The page sends every second, and the customer was handed back, or did not answer, on another device.
#[test]
fn what_comes_late_goes_where_the_rest_of_it_went() {
    let (mut office, ana, request) = in_hand();
    let team = office.found(request).team;
    let ben = office.agent("ben", &[team]);
    notes(&mut office, ana, request, "wants");
    office.does(Command::HandBack {
        agent: ana,
        request,
    });
    office.connects(ben, request).unwrap();
    notes(&mut office, ana, request, "wants two");
    assert_eq!(last_note(&office, request), Some("wants two"));
    assert_eq!(draft(&office, request), &Draft::default());
    assert_eq!(notes(&mut office, ana, request, "wants two"), []);
    assert_eq!(
        notes(&mut office, ana, request, "wants"),
        [],
        "another page's"
    );
    assert_eq!(notes(&mut office, ana, request, ""), []);

    notes(&mut office, ben, request, "rang");
    office.does(Command::NoAnswer {
        agent: ben,
        request,
    });
    notes(&mut office, ben, request, "rang out");
    let State::Closed { note, outcome, .. } = &office.found(request).state else {
        panic!("it is closed");
    };
    assert_eq!(*outcome, Outcome::CustomerNoAnswer);
    assert_eq!(note.as_deref(), Some("rang out"));
    office.passes(Span::minutes(30));
    notes(&mut office, ana, request, "wants two or three");
    assert_eq!(last_note(&office, request), Some("wants two or three"));
}

#[test]
fn nobody_notes_on_a_customer_whom_they_never_had() {
    let (mut office, _, request) = in_hand();
    let team = office.found(request).team;
    let ben = office.agent("ben", &[team]);
    let tried = office.tries(&Command::KeepDraft {
        agent: ben,
        request,
        draft: noted("mine"),
    });
    assert!(tried.is_err());
}

#[test]
fn a_restart_knows_every_note() {
    let (mut office, ana, request) = in_hand();
    notes(&mut office, ana, request, "wants Ben");
    office.does(Command::HandBack {
        agent: ana,
        request,
    });
    office.passes(Span::minutes(3));
    office.connects(ana, request).unwrap();
    notes(&mut office, ana, request, "is back");

    let row = serde_json::to_string(office.found(request)).unwrap();
    let read = serde_json::from_str(&row).unwrap();

    assert_eq!(office.found(request), &read);
    let desk = Desk::from_contents(Contents {
        requests: vec![read],
        ..Contents::default()
    });
    assert_eq!(desk.request(request).unwrap().handed_back.len(), 1);
    assert_eq!(office.found(request).customer.phone.as_deref(), Some(PHONE));
}

/// As releases wrote them that knew notes only in the wrap-up.
#[test]
fn an_older_journal_is_read_as_before() {
    let id = "00000000-0000-0000-0000-000000000001";
    for older in [
        serde_json::json!({"kind": "session_bridged", "request": id, "team": id, "agent": id}),
        serde_json::json!({"kind": "session_ended", "request": id, "team": id, "agent": id, "closes_at": 5}),
        serde_json::json!({"kind": "request_handed_back", "request": id, "team": id, "agent": id, "offer": null, "since": 5}),
    ] {
        let event: Event = serde_json::from_value(older.clone()).unwrap();
        assert_eq!(serde_json::to_value(&event).unwrap(), older);
    }
    for older in [
        serde_json::json!({"name": "connecting", "agent": id, "offer": null, "since": 5}),
        serde_json::json!({"name": "in_session", "agent": id, "offer": null, "bridged_at": 5}),
    ] {
        let state: State = serde_json::from_value(older.clone()).unwrap();
        assert_eq!(serde_json::to_value(&state).unwrap(), older);
    }
}
