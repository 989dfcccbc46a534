//! One agent takes the customer; the others learn who. Giving a customer back.

use domain::{
    agent::Intent,
    command::Command,
    event::Event,
    notification::{Decision, Suppression},
    offer::{Leaving, OfferState, Withdrawal},
    rejection::Rejection,
    request::Kind,
    serving::Serving,
    time::Span,
};

use crate::office::Office;

#[test]
fn the_loser_is_told_who_took_the_customer() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.request();
    let offer = office.ringing(request).id;

    assert!(office.connects(ana, request).is_ok());
    let lost = office.connects(ben, request);

    assert_eq!(
        lost,
        Err(Rejection::TakenBy(office.person(ana).reference()))
    );
    assert_eq!(office.offer_state(offer), &OfferState::Accepted(ana));
    assert_eq!(
        office.connects(ana, request),
        Ok(vec![]),
        "a double click is no error"
    );
}

#[test]
fn who_is_with_a_customer_must_finish_first() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let first = office.request();
    let second = office.request();
    office.connects(ana, first).unwrap();

    assert_eq!(office.connects(ana, second), Err(Rejection::FinishFirst));
    assert_eq!(
        office.tries(&Command::AttendNext { agent: ana }),
        Err(Rejection::FinishFirst)
    );
    assert_eq!(
        office.tries(&Command::SignOut { agent: ana }),
        Err(Rejection::SessionOpen)
    );
}

#[test]
fn taking_one_customer_ends_what_else_rings_for_the_agent() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let first = office.request();
    let second = office.request();
    office.connects(ana, first).unwrap();

    assert!(!office.ringing(second).rings_for(ana));
    assert!(office.ringing(second).rings_for(ben));
}

#[test]
fn connecting_works_on_a_break_and_keeps_the_intent() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    office.is(ana, Intent::Break);
    let request = office.request();
    assert_eq!(office.state(request), "waiting");

    office.connects(ana, request).unwrap();
    office.does(Command::NoAnswer {
        agent: ana,
        request,
    });

    assert_eq!(
        office.person(ana).presence,
        domain::agent::Presence::SignedIn(Intent::Break)
    );
}

#[test]
fn a_customer_given_back_waits_since_they_came_and_rings_with_a_new_offer() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.request();
    let arrived = office.found(request).created_at;
    let first = office.ringing(request).id;
    office.passes(Span::seconds(5));
    let later = office.request();
    office.connects(ana, request).unwrap();
    office.passes(Span::seconds(5));

    office.does(Command::HandBack {
        agent: ana,
        request,
    });

    assert_eq!(office.person(ana).serving, Serving::Nobody);
    assert_eq!(office.found(request).waiting_since(), Some(arrived));
    assert_eq!(
        office.offer_state(first),
        &OfferState::Withdrawn(Withdrawal::HandedBack)
    );
    let second = office.ringing(request);
    assert_ne!(second.id, first);
    assert_eq!(second.decisions.about(ben), Some(Decision::Notify));
    office.does(Command::AttendNext { agent: ben });
    assert_eq!(
        office.person(ben).serving.requests(),
        [request],
        "before {later}, who came later"
    );
}

#[test]
fn a_call_planned_long_ago_and_given_back_does_not_expire_at_once() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.scheduled(Span::days(10), Some(ana));
    office.passes(Span::days(10));
    let due = office.now;
    office.connects(ana, request).unwrap();
    office.passes(Span::minutes(1));

    office.does(Command::HandBack {
        agent: ana,
        request,
    });
    office.is(ana, Intent::Break);
    office.passes(Span::minutes(1));

    assert_eq!(office.state(request), "waiting");
    assert_eq!(office.found(request).waiting_since(), Some(due));
}

#[test]
fn a_chat_is_bridged_at_once_a_call_when_the_customer_answers() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let chat = office.draft(Kind::InboundChat);
    let chat = office.receives(chat);
    let call = office.draft(Kind::InboundCall);
    let call = office.receives(call);

    office.connects(ana, chat).unwrap();
    office.connects(ben, call).unwrap();
    assert_eq!(
        (office.state(chat), office.state(call)),
        ("in_session", "connecting")
    );

    office.does(Command::Answered {
        agent: ben,
        request: call,
    });
    assert_eq!(office.state(call), "in_session");
}

#[test]
fn wrap_up_closes_by_itself_and_frees_the_agent_for_who_waits() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    office.connects(ana, request).unwrap();
    let next = office.request();
    assert_eq!(office.state(next), "waiting");
    office.does(Command::EndSession {
        agent: ana,
        request,
    });
    office.passes(Span::seconds(30));
    office.does(Command::ExtendWrapUp {
        agent: ana,
        request,
    });
    office.passes(Span::seconds(60));
    assert_eq!(office.state(request), "wrap_up");

    office.passes(Span::seconds(30));

    assert_eq!(office.state(request), "closed");
    assert_eq!(office.decided(next, ana), Some(Decision::Notify));
}

#[test]
fn becoming_busy_ends_the_offer_for_that_agent_alone() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.request();
    let offer = office.ringing(request).id;

    let happened = office.is(ana, Intent::Busy);

    assert!(happened.contains(&Event::OfferLeft {
        offer,
        request,
        agent: ana,
        why: Leaving::AgentBusy,
    }));
    assert!(!office.ringing(request).rings_for(ana));
    assert!(office.ringing(request).rings_for(ben));
}

#[test]
fn when_the_last_one_leaves_the_offer_is_withdrawn_and_the_request_waits() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.request();
    let offer = office.ringing(request).id;
    office.is(ana, Intent::Busy);
    office.does(Command::SignOut { agent: ben });

    assert_eq!(office.state(request), "waiting");
    assert_eq!(
        office.offer_state(offer),
        &OfferState::Withdrawn(Withdrawal::NobodyFree)
    );

    office.is(ana, Intent::Available);
    assert_ne!(
        office.ringing(request).id,
        offer,
        "a new offer, which notifies again"
    );
    assert_eq!(office.decided(request, ana), Some(Decision::Notify));
}

#[test]
fn free_again_the_agent_joins_for_the_time_that_is_left_without_a_second_popup() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    office.agent("ben", &[sales]);
    let request = office.request();
    let (offer, deadline) = (office.ringing(request).id, office.ringing(request).deadline);
    office.is(ana, Intent::Busy);
    office.passes(Span::seconds(7));
    office.is(ana, Intent::Available);

    assert_eq!(
        (office.ringing(request).id, office.ringing(request).deadline),
        (offer, deadline)
    );
    assert!(office.ringing(request).rings_for(ana));
    assert_eq!(
        office.decided(request, ana),
        Some(Decision::Suppress(Suppression::AlreadySent))
    );
}
