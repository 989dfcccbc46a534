//! Calls for later: who may start them early, and how often they ring.

use domain::{
    agent::Intent,
    command::{Choice, Command},
    event::Event,
    notification::{Decision, Suppression},
    rejection::Rejection,
    request::Kind,
    response::Responding,
    time::Span,
};

use crate::office::Office;

#[test]
fn before_it_is_due_only_the_owner_connects_and_then_it_does_not_ring_later() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));

    assert_eq!(office.connects(ben, request), Err(Rejection::NotDueYet));
    office.connects(ana, request).unwrap();
    office.does(Command::NoAnswer {
        agent: ana,
        request,
    });
    office.passes(Span::minutes(20));

    assert_eq!(office.state(request), "closed");
}

#[test]
fn a_call_without_owner_may_be_started_early_by_anybody_of_the_team() {
    let (mut office, sales) = Office::with_sales();
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), None);
    assert!(office.connects(ben, request).is_ok());
}

/// Handed back, it does not ring through the night: it is a call for its hour again.
#[test]
fn a_call_begun_early_and_handed_back_is_planned_as_before() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    office.connects(ana, request).unwrap();

    office.does(Command::HandBack {
        agent: ana,
        request,
    });

    assert_eq!(office.state(request), "scheduled");
    assert_eq!(office.connects(ben, request), Err(Rejection::NotDueYet));
    office.passes(Span::minutes(20));
    assert!(office.ringing(request).rings_for(ana), "first, as agreed");
    assert!(!office.ringing(request).rings_for(ben));
}

/// The clock may have passed the hour a moment before the timer runs.
#[test]
fn once_due_anybody_of_the_team_may_connect() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    office.now = office.now + Span::minutes(20);
    assert!(office.connects(ben, request).is_ok());
}

#[test]
fn a_scheduled_call_rings_when_due_and_again_after_five_minutes() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.scheduled(Span::minutes(20), None);
    assert_eq!(office.state(request), "scheduled");
    office.passes(Span::minutes(20));
    let due = office.now;

    office.receipt(ana, request);
    office.passes(Span::seconds(20));
    assert_eq!(office.state(request), "timed_out");

    office.passes(Span::minutes(5));
    assert_eq!(office.found(request).waiting_since(), Some(due));
    office.receipt(ana, request);
    office.passes(Span::seconds(20));
    assert_eq!(office.state(request), "timed_out");

    office.passes(Span::seconds(299));
    assert_eq!(office.state(request), "timed_out");
    office.passes(Span::seconds(1));
    assert!(
        office.ringing(request).rings_for(ana),
        "until somebody takes it"
    );
}

#[test]
fn the_owner_is_asked_first_and_the_team_after_the_grace_time() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));

    office.passes(Span::minutes(20));
    let first = office.ringing(request).clone();
    assert!(first.rings_for(ana) && !first.rings_for(ben));
    assert_eq!(
        first.decisions.about(ben),
        None,
        "nothing was decided about them"
    );
    office.receipt(ana, request);

    office.passes(Span::seconds(119));
    assert_eq!(
        office.ringing(request).id,
        first.id,
        "the grace time is the owner's"
    );
    office.passes(Span::seconds(1));
    let second = office.ringing(request).clone();
    assert_ne!(second.id, first.id);
    assert!(second.rings_for(ana) && second.rings_for(ben));
    assert_eq!(second.deadline, office.now + Span::seconds(20));
}

#[test]
fn an_owner_who_is_busy_when_it_is_due_is_asked_once_free_and_the_team_after_the_grace_time() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    office.is(ana, Intent::Busy);

    let happened = office.passes(Span::minutes(20));
    assert_eq!(office.state(request), "waiting");
    assert!(
        happened.iter().any(
            |event| matches!(event, Event::NotificationsDecided { decisions, .. }
            if decisions.about(ana) == Some(Decision::Suppress(Suppression::Busy))
                && decisions.about(ben).is_none())
        ),
        "{happened:?}"
    );

    office.passes(Span::minutes(1));
    office.is(ana, Intent::Available);
    assert!(office.ringing(request).rings_for(ana) && !office.ringing(request).rings_for(ben));
    office.is(ana, Intent::Busy);
    assert_eq!(office.state(request), "waiting");
    office.passes(Span::minutes(1));
    assert!(office.ringing(request).rings_for(ben));
}

#[test]
fn without_its_owner_the_team_is_asked_at_once() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.hires("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    office.passes(Span::minutes(20));
    assert!(office.ringing(request).rings_for(ben));
}

/// A server that was down while the call became due: the customer has waited long enough.
#[test]
fn a_call_found_overdue_is_for_the_team() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    office.passes(Span::minutes(22));
    assert!(office.ringing(request).rings_for(ben));
}

#[test]
fn an_owner_outside_the_team_is_refused() {
    let (mut office, sales) = Office::with_sales();
    let support = office.team("Support", None);
    let ana = office.agent("ana", &[support]);
    let mut new = office.draft(Kind::ScheduledByAgent);
    new.team = Some(Choice::Id(sales));
    new.owner = Some(Choice::Id(ana));
    new.scheduled_at = Some(office.now + Span::minutes(20));
    let refused = office.tries(&Command::ReceiveRequest(Box::new(new)));
    assert!(
        matches!(refused, Err(Rejection::OwnerOutsideTeam { .. })),
        "{refused:?}"
    );
}

#[test]
fn later_puts_it_off_for_one_agent_and_it_comes_back_to_them() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.request();
    office.receipt(ben, request);

    office.does(Command::Later {
        agent: ana,
        request,
    });
    assert!(!office.ringing(request).rings_for(ana) && office.ringing(request).rings_for(ben));
    assert_eq!(
        office.does(Command::Later {
            agent: ana,
            request
        }),
        [],
        "once is enough"
    );
    office.passes(Span::seconds(20));
    assert_eq!(office.state(request), "timed_out");

    office.passes(Span::seconds(99));
    assert_eq!(office.state(request), "timed_out");
    office.passes(Span::seconds(1));
    let back = office.ringing(request);
    assert!(back.rings_for(ana) && !back.rings_for(ben));
    assert_eq!(back.decisions.about(ana), Some(Decision::Notify));
}

#[test]
fn what_the_only_agent_puts_off_does_not_ring_at_once_again() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    office.does(Command::Later {
        agent: ana,
        request,
    });
    office.passes(Span::seconds(20));
    assert_eq!(office.state(request), "waiting");
    office.is(ana, Intent::Break);
    office.is(ana, Intent::Available);
    assert_eq!(
        office.state(request),
        "waiting",
        "until the two minutes are over"
    );
    office.passes(Span::seconds(100));
    assert!(office.ringing(request).rings_for(ana));
}

#[test]
fn a_call_that_is_moved_stops_ringing_and_rings_at_its_new_time() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    office.passes(Span::minutes(20));
    let offer = office.ringing(request).id;
    let due_at = office.now + Span::minutes(45);

    office.does(Command::Reschedule { request, due_at });
    assert_eq!(office.state(request), "scheduled");
    office.passes(Span::minutes(45));

    assert_ne!(office.ringing(request).id, offer);
}

/// Nobody waits for an owner who is not there any more.
#[test]
fn the_team_is_asked_as_soon_as_the_owner_leaves() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    office.passes(Span::minutes(20));
    assert!(
        !office.ringing(request).rings_for(ben),
        "it is Ana's for now"
    );

    office.does(Command::SignOut { agent: ana });

    assert!(office.ringing(request).rings_for(ben));
}

#[test]
fn an_owner_who_does_not_respond_is_not_waited_for() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    for _ in 0..3 {
        let other = office.request();
        office.rings_in_vain(&[ana], other);
        office.does(Command::Cancel { request: other });
    }
    assert_eq!(office.person(ana).responding, Responding::No);
    let ben = office.agent("ben", &[sales]);

    office.passes(Span::minutes(20));

    assert!(office.ringing(request).rings_for(ben));
}
