//! *Later*, and handing back: one agent is left alone for a while, and nobody else.

use domain::{agent::Intent, command::Command, notification::Decision, time::Span};

use crate::office::Office;

/// A1: the second ring of a planned call is the team's, whoever chose *Later*.
#[test]
fn later_costs_the_team_no_ring() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), None);
    office.passes(Span::minutes(20));
    office.does(Command::Later {
        agent: ana,
        request,
    });
    office.rings_in_vain(&[ben], request);
    let planned = office.rings_again_at(request);

    office.passes(Span::seconds(100));
    assert!(office.ringing(request).rings_for(ana));
    office.rings_in_vain(&[ana], request);

    assert_eq!(office.rings_again_at(request), planned);
    office.now = planned.unwrap();
    office.passes(Span::seconds(0));
    assert!(office.ringing(request).rings_for(ana) && office.ringing(request).rings_for(ben));
}

/// A2: Ben is asked, whatever Ana put off.
#[test]
fn later_keeps_no_colleague_who_becomes_free_from_being_asked() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.request();
    office.does(Command::Later {
        agent: ana,
        request,
    });
    office.is(ben, Intent::Busy);
    assert_eq!(office.state(request), "waiting");

    office.passes(Span::minutes(2));
    assert!(office.ringing(request).rings_for(ana));
    office.is(ben, Intent::Available);
    assert!(office.ringing(request).rings_for(ben));
}

/// A3: two minutes after *Later* the team may have closed.
#[test]
fn later_never_rings_outside_hours() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    office.opens_daily(sales, 8, 9);
    office.passes(Span::minutes(59));
    let request = office.request();
    office.does(Command::Later {
        agent: ana,
        request,
    });

    office.passes(Span::minutes(2));
    assert_eq!(office.state(request), "waiting");
    office.passes(Span::minutes(22 * 60 + 58));
    assert_eq!(office.state(request), "waiting", "a minute before it opens");
    office.passes(Span::minutes(1));
    assert!(office.ringing(request).rings_for(ana));
}

/// A8: the offer rings longer than *Later* lasts.
#[test]
fn what_comes_back_while_it_still_rings_is_told_of_again() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let mut rule = office.desk.team(sales).unwrap().rule.unwrap();
    rule.ring_time = Span::seconds(600);
    office.does(Command::SetRule {
        team: sales,
        rule: Some(rule),
    });
    let request = office.request();
    office.receipt(ana, request);
    office.receipt(ben, request);
    let offer = office.ringing(request).id;
    office.does(Command::Later {
        agent: ana,
        request,
    });

    office.passes(Span::minutes(2));

    assert_eq!(office.ringing(request).id, offer);
    assert_eq!(office.decided(request, ana), Some(Decision::Notify));
    assert!(
        !office.ringing(request).was_heard_by(ana),
        "it is new to her"
    );
}

#[test]
fn who_hands_back_is_not_rung_for_it_at_once() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.request();
    office.connects(ana, request).unwrap();
    office.does(Command::HandBack {
        agent: ana,
        request,
    });
    assert!(office.ringing(request).rings_for(ben) && !office.ringing(request).rings_for(ana));
    office.rings_in_vain(&[ben], request);
    office.passes(Span::seconds(100));
    assert!(office.ringing(request).rings_for(ana), "two minutes later");
}

/// Whoever wanted to be left alone with it does not want it the more because a colleague had it meanwhile.
#[test]
fn later_and_handing_back_hold_although_a_colleague_had_it() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.request();
    office.does(Command::Later {
        agent: ana,
        request,
    });
    for agent in [ben, ana, ben] {
        office.passes(Span::seconds(2));
        office.connects(agent, request).unwrap();
        office.does(Command::HandBack { agent, request });
    }
    assert_eq!(office.state(request), "waiting", "it rings for neither");

    office.passes(Span::seconds(118));
    assert!(office.ringing(request).rings_for(ana) && !office.ringing(request).rings_for(ben));
    office.passes(Span::seconds(2));
    assert!(office.ringing(request).rings_for(ben));
}

#[test]
fn a_call_that_is_moved_or_begun_early_leaves_alone_who_wants_to_be() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::seconds(20), None);
    office.connects(ana, request).unwrap();
    office.does(Command::HandBack {
        agent: ana,
        request,
    });
    assert_eq!(office.state(request), "scheduled");

    office.passes(Span::seconds(20));
    assert!(office.ringing(request).rings_for(ben));
    assert!(!office.ringing(request).rings_for(ana));

    office.does(Command::Later {
        agent: ben,
        request,
    });
    let due_at = office.now + Span::seconds(30);
    office.does(Command::Reschedule { request, due_at });
    office.passes(Span::seconds(30));
    assert_eq!(office.state(request), "waiting");
    office.passes(Span::seconds(70));
    assert!(
        office.ringing(request).rings_for(ana),
        "two minutes are over"
    );
}
