//! What nobody took comes back, and who was away or came late is asked all the same.

use domain::{
    agent::Intent,
    command::Command,
    notification::Decision,
    pauses::Pauses,
    request::{Kind, State},
    time::Span,
};

use crate::office::Office;

#[test]
fn what_nobody_took_rings_again_after_2_5_15_and_then_every_30_minutes() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    for minutes in [2, 5, 15, 30, 30] {
        office.rings_in_vain(&[ana], request);
        office.does(Command::Touch { agent: ana });
        assert_eq!(office.state(request), "timed_out");
        office.passes(Span::minutes(minutes) - Span::seconds(1));
        assert_eq!(office.state(request), "timed_out", "{minutes} min");
        office.passes(Span::seconds(1));
        assert!(office.ringing(request).rings_for(ana), "{minutes} min");
    }
}

#[test]
fn the_pauses_are_the_teams() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let mut rule = office.desk.team(sales).unwrap().rule.unwrap();
    rule.ring_again = Pauses::try_from(vec![Span::seconds(30)]).unwrap();
    office.does(Command::SetRule {
        team: sales,
        rule: Some(rule),
    });
    let request = office.request();
    for _ in 0..5 {
        office.rings_in_vain(&[ana], request);
        office.does(Command::Touch { agent: ana });
        office.passes(Span::seconds(30));
        assert!(office.ringing(request).rings_for(ana));
    }
}

/// One agent who forgot *Break* must not swallow what others could take.
#[test]
fn who_was_away_while_it_rang_is_asked_at_once_when_they_are_back() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    office.is(ben, Intent::Break);
    let request = office.request();
    office.rings_in_vain(&[ana], request);
    assert_eq!(office.state(request), "timed_out");

    office.passes(Span::seconds(30));
    office.is(ben, Intent::Available);

    let late = office.ringing(request);
    assert!(
        late.rings_for(ben) && !late.rings_for(ana),
        "she has been asked"
    );
    assert_eq!(late.decisions.about(ben), Some(Decision::Notify));
}

#[test]
fn a_ring_for_latecomers_leaves_the_ring_for_all_where_it_was() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    office.is(ben, Intent::Break);
    let request = office.request();
    office.rings_in_vain(&[ana], request);
    let planned = office.rings_again_at(request);

    office.passes(Span::seconds(30));
    office.is(ben, Intent::Available);
    office.rings_in_vain(&[ben], request);

    assert_eq!(office.rings_again_at(request), planned);
    assert_eq!(office.found(request).missed_rings, 1);
    office.now = planned.unwrap();
    office.passes(Span::seconds(0));
    assert!(office.ringing(request).rings_for(ana) && office.ringing(request).rings_for(ben));
}

#[test]
fn a_second_latecomer_joins_the_first() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let (ben, cleo) = (
        office.hires("ben", &[sales]),
        office.hires("cleo", &[sales]),
    );
    let request = office.request();
    office.rings_in_vain(&[ana], request);
    office.arrives(ben);
    let offer = office.ringing(request).id;
    office.passes(Span::seconds(5));
    office.arrives(cleo);
    assert_eq!(office.ringing(request).id, offer);
    assert!(office.ringing(request).rings_for(cleo));
    office.is(ben, Intent::Busy);
    office.is(cleo, Intent::Busy);
    assert_eq!(
        office.state(request),
        "timed_out",
        "with nobody left it is where it was"
    );
}

/// A4: checked whenever it rings, not only when it falls due.
#[test]
fn a_call_back_that_nobody_could_take_does_not_ring_at_night() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    office.is(ana, Intent::Busy);
    office.opens_daily(sales, 7, 18);
    let mut new = office.caller(Kind::CallMeBack);
    new.customer.time_zone = Some("UTC".to_owned());
    let request = office.receives(new);
    assert_eq!(office.state(request), "waiting");

    // Half past eleven at night.
    office.passes(Span::minutes(15 * 60 + 30));
    office.is(ana, Intent::Available);
    assert_eq!(office.state(request), "waiting");
    // Eight, when one may call the customer: the team has opened before.
    office.passes(Span::minutes(8 * 60 + 29));
    assert_eq!(office.state(request), "waiting");
    office.passes(Span::minutes(1));
    assert!(office.ringing(request).rings_for(ana));
}

#[test]
fn a_promised_call_that_nobody_could_take_rings_for_an_hour_and_then_keeps_hours() {
    for (late, rings) in [(59, true), (180, false)] {
        let (mut office, sales) = Office::with_sales();
        let ana = office.agent("ana", &[sales]);
        office.is(ana, Intent::Busy);
        office.opens_daily(sales, 7, 9);
        let request = office.scheduled(Span::minutes(60), None);
        office.passes(Span::minutes(60));
        office.passes(Span::minutes(late));
        office.is(ana, Intent::Available);
        assert_eq!(office.state(request) == "offered", rings, "{late} min late");
    }
}

/// A5: from then on the hour is the customer's.
#[test]
fn a_call_back_that_was_moved_keeps_the_customers_time() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    office.opens_daily(sales, 7, 18);
    let new = office.caller(Kind::NewRequest);
    let request = office.receives(new);
    office.connects(ana, request).unwrap();
    office.does(Command::NoAnswer {
        agent: ana,
        request,
    });
    let owed = office.call_back_after(request).unwrap().id;
    // Half past nine in the evening: neither the team's nor the desk's own hours.
    let due_at = office.now + Span::minutes(13 * 60 + 30);
    office.does(Command::Reschedule {
        request: owed,
        due_at,
    });
    office.does(Command::ForbidCalls {
        phone: crate::office::PHONE.to_owned(),
    });

    office.passes(Span::minutes(13 * 60 + 30));

    assert!(office.ringing(owed).rings_for(ana));
}

/// A9: nothing says that they are called back when they are not.
#[test]
fn a_caller_goes_on_waiting_when_no_call_back_can_be_planned() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.caller(Kind::InboundCall);
    let request = office.receives(new);
    office.rings_in_vain(&[ana], request);
    office.does(Command::SetRule {
        team: sales,
        rule: None,
    });

    office.passes(Span::minutes(15));

    assert!(office.call_back_after(request).is_none());
    assert_ne!(office.state(request), "abandoned");
    assert_eq!(office.found(request).gives_way_at, None);
}

#[test]
fn what_rested_and_timed_out_survives_every_change_of_hours() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    office.rings_in_vain(&[ana], request);
    office.opens_daily(sales, 12, 12);
    office.passes(Span::minutes(2));
    assert_ne!(office.state(request), "offered", "the team never opens");
    office.opens_daily(sales, 7, 18);
    office.passes(Span::minutes(3));
    assert!(office.ringing(request).rings_for(ana));
}

#[test]
fn attending_the_next_customer_leaves_a_call_to_its_owner_during_their_time() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let planned = office.scheduled(Span::minutes(20), Some(ana));
    office.passes(Span::minutes(20));
    office.passes(Span::seconds(1));
    let other = office.request();

    office.does(Command::AttendNext { agent: ben });

    assert_eq!(office.person(ben).serving.requests(), [other]);
    office.does(Command::AttendNext { agent: ana });
    assert_eq!(office.person(ana).serving.requests(), [planned]);
}

/// The office that nobody looks after: it comes to rest, and nothing is lost.
#[test]
fn a_request_comes_back_until_its_life_is_over() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    let mut rings = 0;
    while office.state(request) != "expired" {
        if let State::Offered { .. } = office.found(request).state {
            rings += 1;
            office.receipt(ana, request);
            office.does(Command::Touch { agent: ana });
        }
        office.now = office.desk.next_due().expect("something is due");
        office.passes(Span::seconds(0));
    }
    assert!((330..=340).contains(&rings), "{rings} rings in seven days");
}

/// What rang for Ben while Ana was busy was no ring for her, though an earlier one was.
#[test]
fn who_was_busy_the_second_time_is_asked_when_free() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.request();
    office.rings_in_vain(&[ana, ben], request);
    office.is(ana, Intent::Busy);
    office.now = office.rings_again_at(request).unwrap();
    office.does(Command::Tick);
    office.rings_in_vain(&[ben], request);

    office.is(ana, Intent::Available);

    assert!(office.ringing(request).rings_for(ana) && !office.ringing(request).rings_for(ben));
    office.rings_in_vain(&[ana], request);
    assert_eq!(office.state(request), "timed_out");
}

#[test]
fn who_joins_in_the_last_moment_of_a_ring_is_asked_when_it_is_over() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.request();
    office.receipt(ana, request);
    office.receipt(ben, request);
    office.is(ben, Intent::Busy);
    let deadline = office.ringing(request).deadline;
    office.now = deadline - Span::seconds(1);
    office.is(ben, Intent::Available);
    assert!(office.ringing(request).rings_for(ben));

    office.now = deadline;
    office.does(Command::Tick);

    assert!(office.ringing(request).rings_for(ben));
    assert!(!office.ringing(request).rings_for(ana));
    assert_eq!(office.decided(request, ben), Some(Decision::Notify));
    // Had there been the time to answer, they would have been asked.
    office.rings_in_vain(&[ben], request);
    assert_eq!(office.state(request), "timed_out");
}
