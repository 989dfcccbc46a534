//! Calls for later: who may start them early, and how often they ring.

use domain::{command::Command, rejection::Rejection, time::Span};

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
fn a_scheduled_call_rings_when_due_and_once_more_after_five_minutes() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
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

    office.passes(Span::minutes(30));
    assert_eq!(
        office.state(request),
        "timed_out",
        "once more, not for ever"
    );
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
