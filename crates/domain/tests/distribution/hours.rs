//! What rings, waits or is called back while a team is closed.

use domain::{
    event::Event,
    notification::{Decision, Suppression},
    request::Kind,
    time::Span,
};

use crate::office::Office;

/// The office opens its story at 08:00 UTC.
#[test]
fn a_request_that_comes_while_the_team_is_closed_rings_when_it_opens() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    office.opens_daily(sales, 9, 18);

    let new = office.draft(Kind::NewRequest);
    let (request, happened) = office.receives_and(new);
    assert_eq!(office.state(request), "waiting");
    assert!(
        happened.iter().any(
            |event| matches!(event, Event::NotificationsDecided { decisions, .. }
            if decisions.about(ana) == Some(Decision::Suppress(Suppression::OutsideHours)))
        ),
        "{happened:?}"
    );

    office.passes(Span::minutes(59));
    assert_eq!(office.state(request), "waiting");
    office.passes(Span::minutes(1));
    assert!(office.ringing(request).rings_for(ana));
}

#[test]
fn nobody_who_becomes_free_after_hours_is_rung() {
    let (mut office, sales) = Office::with_sales();
    office.opens_daily(sales, 7, 9);
    let request = office.request();
    assert_eq!(office.state(request), "waiting", "nobody is there");
    office.passes(Span::minutes(90));
    let ana = office.agent("ana", &[sales]);
    assert_eq!(office.state(request), "waiting");
    office.passes(Span::minutes(22 * 60));
    assert!(office.ringing(request).rings_for(ana));
}

#[test]
fn a_listed_request_can_be_taken_although_the_team_is_closed() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    office.opens_daily(sales, 9, 18);
    let request = office.request();
    office.connects(ana, request).unwrap();
    assert_eq!(office.state(request), "connecting");
}

#[test]
fn a_caller_who_leaves_a_number_after_hours_is_called_back_when_the_team_opens() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    office.opens_daily(sales, 9, 18);
    let new = office.caller(Kind::InboundCall);
    let request = office.receives(new);
    assert_eq!(office.state(request), "abandoned");
    let owed = office.call_back_after(request).expect("a call-back").id;
    office.passes(Span::minutes(60));
    assert!(office.ringing(owed).rings_for(ana));
}

#[test]
fn a_promised_hour_is_kept_although_the_team_is_closed() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    office.opens_daily(sales, 12, 18);
    let request = office.scheduled(Span::minutes(30), None);
    office.passes(Span::minutes(30));
    assert!(office.ringing(request).rings_for(ana));
}

#[test]
fn longer_hours_let_what_rests_ring() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    office.opens_daily(sales, 12, 18);
    let request = office.request();
    office.opens_daily(sales, 7, 18);
    assert!(office.ringing(request).rings_for(ana));
}
