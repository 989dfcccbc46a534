//! Agents who leave: nothing waits for them, and nothing is asked of them.

use domain::{
    agent::Presence,
    command::{Choice, Command},
    desk::{Contents, Desk},
    event::Event,
    rejection::Rejection,
    request::{Draft, Kind, Outcome, State},
    serving::Serving,
    time::Span,
};

use crate::office::{Office, PHONE};

#[test]
fn who_is_disabled_is_signed_out_and_stays_out_until_they_are_enabled() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);

    office.does(Command::DisableAgent { agent: ana });
    assert_eq!(office.person(ana).presence, Presence::SignedOut);
    let refused = office.tries(&Command::SignIn { agent: ana });
    assert_eq!(refused, Err(Rejection::AgentDisabled));
    let repeated = office.does(Command::DisableAgent { agent: ana });
    assert_eq!(repeated, [], "a repetition causes nothing");

    office.does(Command::EnableAgent { agent: ana });
    office.does(Command::SignIn { agent: ana });
    assert!(!office.person(ana).is_disabled());
}

#[test]
fn customers_in_the_hands_of_a_leaver_go_to_the_front_and_ring_for_a_colleague() {
    let (mut office, sales) = Office::with_sales();
    office.takes_chats(sales, 2);
    let ana = office.agent("ana", &[sales]);
    let (first, second) = (office.chat(), office.chat());
    office.connects(ana, first).unwrap();
    office.connects(ana, second).unwrap();
    let ben = office.agent("ben", &[sales]);

    office.does(Command::DisableAgent { agent: ana });

    assert_eq!(office.person(ana).serving, Serving::Nobody);
    for chat in [first, second] {
        assert!(office.ringing(chat).rings_for(ben));
        assert!(!office.ringing(chat).rings_for(ana));
        let request = office.found(chat);
        assert_eq!(request.waiting_since(), Some(request.created_at));
    }
}

#[test]
fn a_call_that_was_being_dialled_is_handed_back_and_a_wrap_up_is_closed() {
    let (mut office, sales) = Office::with_sales();
    for step in ["connecting", "in_session", "wrap_up"] {
        let ana = office.agent(step, &[sales]);
        let request = office.request();
        office.connects(ana, request).unwrap();
        if step != "connecting" {
            office.does(Command::Answered {
                agent: ana,
                request,
            });
        }
        if step == "wrap_up" {
            office.does(Command::EndSession {
                agent: ana,
                request,
            });
        }
        assert_eq!(office.state(request), step);

        office.does(Command::DisableAgent { agent: ana });

        match &office.found(request).state {
            State::Waiting { .. } if step != "wrap_up" => {}
            State::Closed {
                outcome: Outcome::NoOutcomeGiven,
                ..
            } if step == "wrap_up" => {}
            other => panic!("{step} became {other:?}"),
        }
        assert_eq!(office.person(ana).serving, Serving::Nobody);
    }
}

/// The customer asked for it, and the agent had entered it.
#[test]
fn a_wrap_up_closes_with_what_the_leaver_entered() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.caller(Kind::NewRequest);
    let request = office.receives(new);
    office.connects(ana, request).unwrap();
    office.does(Command::EndSession {
        agent: ana,
        request,
    });
    office.does(Command::KeepDraft {
        agent: ana,
        request,
        draft: Draft {
            outcome: Some(Outcome::DoNotCall),
            note: "Never again".to_owned(),
        },
    });

    office.does(Command::DisableAgent { agent: ana });

    let State::Closed { outcome, note, .. } = &office.found(request).state else {
        panic!("{:?}", office.found(request).state)
    };
    assert_eq!(*outcome, Outcome::DoNotCall);
    assert_eq!(note.as_deref(), Some("Never again"));
    assert!(office.desk.do_not_call().contains(PHONE));
}

#[test]
fn who_did_not_respond_and_left_is_asked_when_they_come_back() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    for _ in 0..3 {
        let request = office.request();
        office.rings_in_vain(&[ana], request);
    }
    assert!(!office.person(ana).responding.is_there());

    office.does(Command::DisableAgent { agent: ana });
    office.does(Command::EnableAgent { agent: ana });
    office.arrives(ana);

    let request = office.request();
    assert!(office.ringing(request).rings_for(ana));
}

#[test]
fn a_call_that_is_the_leavers_alone_rings_for_the_team_at_once() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    office.passes(Span::minutes(20));
    assert!(!office.ringing(request).rings_for(ben));

    office.does(Command::DisableAgent { agent: ana });
    assert!(office.ringing(request).rings_for(ben));
}

/// Nobody was free when it came due, so it waits for its owner without ringing.
#[test]
fn a_call_that_waits_for_the_leaver_rings_for_the_team_at_once() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    let other = office.request();
    office.connects(ana, other).unwrap();
    office.passes(Span::minutes(20));
    assert_eq!(office.state(request), "waiting");

    office.does(Command::DisableAgent { agent: ana });
    assert!(office.ringing(request).rings_for(ben));
}

#[test]
fn a_leaver_is_no_owner_any_more() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let planned = office.scheduled(Span::minutes(20), Some(ana));
    office.does(Command::DisableAgent { agent: ana });

    for owner in [Choice::Id(ana), Choice::Name("ana@acme.example".to_owned())] {
        let mut new = office.draft(Kind::ScheduledByAgent);
        new.scheduled_at = Some(office.now + Span::minutes(5));
        new.owner = Some(owner);
        let refused = office.tries(&Command::ReceiveRequest(Box::new(new)));
        assert!(
            matches!(refused, Err(Rejection::UnknownOwner(_))),
            "{refused:?}"
        );
    }
    assert!(office.connects(ben, planned).is_ok(), "before it is due");
}

#[test]
fn nothing_rings_for_somebody_who_was_disabled() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ringing = office.request();
    office.does(Command::DisableAgent { agent: ana });
    assert_eq!(office.state(ringing), "waiting");
    let later = office.request();
    assert_eq!(office.state(later), "waiting");
    assert_eq!(
        office.connects(ana, later),
        Err(Rejection::NotSignedIn),
        "nor can they take it"
    );
}

#[test]
fn what_an_operator_did_is_in_the_journal_without_secrets() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.hires("ana", &[sales]);
    let told = office.does(Command::NotePassword { agent: ana });
    assert_eq!(told, [Event::PasswordChanged { agent: ana }]);
    let json = serde_json::to_value(&told[0]).unwrap();
    assert_eq!(json.as_object().unwrap().len(), 2, "{json}");
}

#[test]
fn an_agent_of_an_older_database_may_sign_in() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.hires("ana", &[sales]);
    let stored = serde_json::to_value(office.person(ana)).unwrap();
    assert!(stored.get("access").is_none(), "{stored}");
    let read: domain::agent::Agent = serde_json::from_value(stored).unwrap();
    let desk = Desk::from_contents(Contents {
        agents: vec![read],
        ..Contents::default()
    });
    assert!(!desk.agent(ana).unwrap().is_disabled());
}
