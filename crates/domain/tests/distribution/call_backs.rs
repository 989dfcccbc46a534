//! Calls that the desk owes a customer: when they arise, when they ring, when there are no more.

use domain::{
    agent::Intent,
    command::Command,
    event::Event,
    id::{AgentId, RequestId},
    offer::{OfferState, Withdrawal},
    rejection::Rejection,
    request::{Kind, Outcome},
    time::Span,
};

use crate::office::{Office, PHONE};

#[test]
fn a_customer_who_asks_to_be_called_back_is_rung_now_with_the_first_attempt() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.caller(Kind::CallMeBack);
    let request = office.receives(new);
    assert!(office.ringing(request).rings_for(ana));
    assert_eq!(attempt(&office, request), (1, 3));
}

#[test]
fn a_customer_who_does_not_answer_is_called_again_after_15_minutes_2_hours_and_a_day() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.caller(Kind::NewRequest);
    let mut request = office.receives(new);
    let first_asked_at = office.now;

    for (number, delay) in [(1, 15), (2, 120), (3, 24 * 60)] {
        no_answer(&mut office, ana, request);
        assert_eq!(office.state(request), "closed");
        let next = office
            .call_back_after(request)
            .expect("a call-back")
            .clone();
        assert_eq!(next.kind, Kind::CallMeBack);
        assert_eq!(next.scheduled_at, Some(office.now + Span::minutes(delay)));
        let known = next.call_back.unwrap();
        assert_eq!((known.attempt, known.of), (number, 3));
        assert_eq!(known.first_asked_at, first_asked_at);
        office.passes(Span::minutes(delay));
        assert!(office.ringing(next.id).rings_for(ana));
        request = next.id;
    }
    no_answer(&mut office, ana, request);
    assert!(office.call_back_after(request).is_none(), "three, not more");
}

/// Asked for, it was already called once: the second attempt follows soon.
#[test]
fn an_asked_for_call_back_without_answer_has_two_attempts_left() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.caller(Kind::CallMeBack);
    let request = office.receives(new);
    no_answer(&mut office, ana, request);
    let next = office.call_back_after(request).unwrap();
    assert_eq!(next.scheduled_at, Some(office.now + Span::minutes(15)));
    assert_eq!(attempt(&office, next.id), (2, 3));
}

#[test]
fn without_a_number_there_is_nothing_to_call() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    no_answer(&mut office, ana, request);
    assert!(office.call_back_after(request).is_none());
}

#[test]
fn a_caller_whom_nobody_answers_is_called_back() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.caller(Kind::InboundCall);
    let request = office.receives(new);
    office.receipt(ana, request);
    office.passes(Span::seconds(20));
    assert_eq!(
        office.state(request),
        "timed_out",
        "listed, and can be taken"
    );

    office.passes(Span::minutes(15));
    assert_eq!(office.state(request), "abandoned");
    let owed = office.call_back_after(request).expect("a call-back").id;
    office.passes(Span::seconds(0));
    assert!(office.ringing(owed).rings_for(ana));
}

#[test]
fn a_call_back_that_nobody_takes_is_followed_by_the_next_attempt() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.caller(Kind::CallMeBack);
    let request = office.receives(new);
    for wait in [Span::minutes(5), Span::minutes(15)] {
        office.receipt(ana, request);
        office.passes(Span::seconds(20));
        assert_eq!(office.state(request), "timed_out", "it can still be taken");
        office.passes(wait);
    }
    assert_eq!(office.state(request), "abandoned");
    let next = office.call_back_after(request).expect("a call-back").id;
    office.passes(Span::seconds(0));
    assert!(office.ringing(next).rings_for(ana));
    assert_eq!(attempt(&office, next), (2, 3));
}

#[test]
fn attempts_stay_inside_the_hours_at_which_the_customer_may_be_called() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let mut new = office.caller(Kind::NewRequest);
    // The office opens its story at 08:00 UTC: 03:00 in New York.
    new.customer.time_zone = Some("America/New_York".to_owned());
    let request = office.receives(new);
    no_answer(&mut office, ana, request);
    let next = office.call_back_after(request).unwrap();
    assert_eq!(next.scheduled_at, Some(office.now + Span::minutes(5 * 60)));
}

#[test]
fn a_customer_on_the_list_is_not_called_unless_at_a_time_they_chose() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.caller(Kind::NewRequest);
    let request = office.receives(new);
    no_answer(&mut office, ana, request);
    let planned = office.call_back_after(request).unwrap().id;

    office.does(Command::ForbidCalls {
        phone: PHONE.to_owned(),
    });
    assert_eq!(office.state(planned), "cancelled");

    let new = office.caller(Kind::CallMeBack);
    assert_eq!(
        office.tries(&Command::ReceiveRequest(Box::new(new))),
        Err(Rejection::DoNotCall)
    );
    let mut new = office.caller(Kind::ScheduledByAgent);
    new.scheduled_at = Some(office.now + Span::minutes(30));
    assert_eq!(
        office.tries(&Command::ReceiveRequest(Box::new(new.clone()))),
        Err(Rejection::DoNotCall)
    );
    new.kind = Kind::ScheduledByCustomer;
    let chosen = office.receives(new);
    let mut new = office.caller(Kind::CallMeBack);
    new.scheduled_at = Some(office.now + Span::minutes(30));
    let asked_for = office.receives(new);
    office.does(Command::ForbidCalls {
        phone: PHONE.to_owned(),
    });
    office.passes(Span::minutes(30));
    assert!(office.ringing(chosen).rings_for(ana) && office.ringing(asked_for).rings_for(ana));
    let again = office.caller(Kind::NewRequest);
    let again = office.receives(again);
    no_answer(&mut office, ana, again);
    assert!(office.call_back_after(again).is_none());
}

#[test]
fn the_outcome_do_not_call_puts_the_number_on_the_list() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.caller(Kind::NewRequest);
    let request = office.receives(new);
    office.connects(ana, request).unwrap();
    office.does(Command::EndSession {
        agent: ana,
        request,
    });
    office.does(Command::Finish {
        agent: ana,
        request,
        outcome: Outcome::DoNotCall,
        note: None,
    });
    assert!(office.desk.do_not_call().contains(PHONE));
    office.does(Command::AllowCalls {
        phone: PHONE.to_owned(),
    });
    assert!(office.desk.do_not_call().is_empty());
}

/// The agent becomes free by the very word that forbids the call.
#[test]
fn a_call_back_that_waits_is_not_offered_when_its_customer_wants_no_calls() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.caller(Kind::NewRequest);
    let missed = office.receives(new);
    no_answer(&mut office, ana, missed);
    let call_back = office.call_back_after(missed).unwrap().id;
    let new = office.caller(Kind::NewRequest);
    let request = office.receives(new);
    office.connects(ana, request).unwrap();
    office.passes(Span::minutes(15));
    assert_eq!(office.state(call_back), "waiting");
    office.does(Command::EndSession {
        agent: ana,
        request,
    });

    let happened = office.does(Command::Finish {
        agent: ana,
        request,
        outcome: Outcome::DoNotCall,
        note: None,
    });

    assert_eq!(office.state(call_back), "cancelled");
    let offers = happened.iter().filter_map(|event| match event {
        Event::OfferMade { offer, .. } => Some(*offer),
        _ => None,
    });
    for offer in offers {
        assert_eq!(
            office.offer_state(offer),
            &OfferState::Withdrawn(Withdrawal::Cancelled)
        );
    }
}

/// Checked when planned and again when due.
#[test]
fn an_attempt_whose_hour_is_no_longer_open_is_planned_anew() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.caller(Kind::NewRequest);
    let request = office.receives(new);
    no_answer(&mut office, ana, request);
    let next = office.call_back_after(request).unwrap().id;

    office.opens_daily(sales, 12, 18);
    office.passes(Span::minutes(15));
    assert_eq!(office.state(next), "scheduled");
    assert_eq!(attempt(&office, next), (1, 3), "it was not called");
    office.passes(Span::minutes(4 * 60 - 15));
    assert!(office.ringing(next).rings_for(ana));
}

fn no_answer(office: &mut Office, agent: AgentId, request: RequestId) {
    office.is(agent, Intent::Available);
    office.connects(agent, request).unwrap();
    office.does(Command::NoAnswer { agent, request });
}

fn attempt(office: &Office, request: RequestId) -> (u8, u8) {
    let known = office
        .found(request)
        .call_back
        .as_ref()
        .expect("a call-back");
    (known.attempt, known.of)
}

#[test]
fn who_wants_no_calls_gets_none_that_an_agent_has_planned() {
    let (mut office, _) = Office::with_sales();
    let planned = |office: &mut Office, kind| {
        let mut new = office.caller(kind);
        new.scheduled_at = Some(office.now + Span::minutes(60));
        office.receives(new)
    };
    let by_agent = planned(&mut office, Kind::ScheduledByAgent);
    let by_customer = planned(&mut office, Kind::ScheduledByCustomer);

    office.does(Command::ForbidCalls {
        phone: PHONE.to_owned(),
    });

    assert_eq!(office.state(by_agent), "cancelled");
    assert_eq!(office.state(by_customer), "scheduled");
}
