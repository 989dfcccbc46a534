//! Offers that nobody answers, agents who come while it rings, rules that are switched.

use domain::{
    agent::{Intent, Reachability},
    command::Command,
    event::Event,
    notification::{Decision, Report, Suppression},
    offer::{OfferState, Withdrawal},
    request::LIFE,
    switch::Switch,
    team::{DistributionRule, Sources},
    time::Span,
};

use crate::office::{Office, device};

#[test]
fn an_offer_that_a_device_received_times_out_and_rings_no_more_for_now() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    let offer = office.ringing(request).id;
    office.receipt(ana, request);

    office.passes(Span::seconds(20));
    assert_eq!(office.state(request), "timed_out");
    assert_eq!(office.offer_state(offer), &OfferState::TimedOut);

    office.passes(Span::minutes(1));
    office.is(ana, Intent::Busy);
    office.is(ana, Intent::Available);
    assert_eq!(office.state(request), "timed_out", "she has been asked");
    assert!(
        office.connects(ana, request).is_ok(),
        "it can be taken all the same"
    );
}

#[test]
fn an_offer_that_no_device_received_is_made_again_to_who_is_reachable() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    let first = office.ringing(request).id;
    office.reachable(ana, Reachability::Unreachable);

    office.passes(Span::seconds(20));
    assert_eq!(office.state(request), "waiting");
    assert_eq!(office.found(request).missed_rings, 0);

    office.passes(Span::minutes(10));
    office.reachable(ana, Reachability::Reachable);
    assert_ne!(office.ringing(request).id, first);
    assert_eq!(office.decided(request, ana), Some(Decision::Notify));
}

/// A device that answers heartbeats but never receives an offer must not keep a request for ever.
#[test]
fn a_request_whose_offers_are_never_received_expires_at_the_end_of_its_life() {
    let (mut office, sales) = Office::with_sales();
    office.agent("ana", &[sales]);
    let request = office.request();
    office.passes(Span::seconds(20));
    assert_eq!(office.state(request), "offered");

    office.passes(LIFE);
    office.passes(Span::seconds(0));

    assert_eq!(office.state(request), "expired");
}

#[test]
fn the_trace_says_why_nobody_was_asked() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    office.is(ana, Intent::Break);
    let new = office.draft(domain::request::Kind::NewRequest);

    let happened = office.does(Command::ReceiveRequest(Box::new(new)));

    let reason = happened.iter().find_map(|event| match event {
        Event::NotificationsDecided { decisions, .. } => decisions.about(ana),
        _ => None,
    });
    assert_eq!(reason, Some(Decision::Suppress(Suppression::Away)));
}

/// With popups on the reason is that no device answers, with popups off it is that: neither rings.
#[test]
fn an_offer_ends_when_only_agents_with_silent_devices_are_left() {
    for popups in [Switch::On, Switch::Off] {
        let (mut office, sales) = Office::with_sales();
        let ana = office.agent("ana", &[sales]);
        let ben = office.agent("ben", &[sales]);
        office.popups(ben, popups);
        office.reachable(ben, Reachability::Unreachable);
        let request = office.request();
        let offer = office.ringing(request).id;
        assert!(!office.ringing(request).rings_for(ben));

        office.is(ana, Intent::Busy);
        assert_eq!(
            office.offer_state(offer),
            &OfferState::Withdrawn(Withdrawal::NobodyFree)
        );

        office.reachable(ben, Reachability::Reachable);
        assert!(office.ringing(request).rings_for(ben), "now it does");
    }
}

#[test]
fn an_agent_without_popups_whose_devices_are_silent_reads_that_they_were_off() {
    let (mut office, sales) = Office::with_sales();
    office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    office.popups(ben, Switch::Off);
    office.reachable(ben, Reachability::Unreachable);

    let request = office.request();

    assert_eq!(
        office.decided(request, ben),
        Some(Decision::Unheard(Suppression::TurnedOff))
    );
}

#[test]
fn switching_popups_while_away_does_not_notify_twice_of_one_offer() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    office.agent("ben", &[sales]);
    let request = office.request();
    assert_eq!(office.decided(request, ana), Some(Decision::Notify));

    for switch in [Switch::Off, Switch::On] {
        office.is(ana, Intent::Busy);
        office.popups(ana, switch);
        office.is(ana, Intent::Available);
    }

    assert_eq!(
        office.decided(request, ana),
        Some(Decision::Suppress(Suppression::AlreadySent))
    );
}

#[test]
fn who_is_hired_while_it_rings_is_not_rung_before_they_sign_in() {
    let (mut office, sales) = Office::with_sales();
    office.agent("ana", &[sales]);
    let request = office.request();

    let ben = office.hires("ben", &[sales]);
    assert!(!office.ringing(request).rings_for(ben));

    office.does(Command::SignIn { agent: ben });
    office.popups(ben, Switch::On);
    office.reachable(ben, Reachability::Reachable);
    assert_eq!(
        office.decided(request, ben),
        Some(Decision::Notify),
        "and then for the first time"
    );
}

#[test]
fn without_a_rule_nothing_rings_and_a_new_rule_rings_what_waits() {
    let mut office = Office::new();
    let sales = office.team("Sales", None);
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    assert_eq!(office.state(request), "waiting");

    let rule = Some(DistributionRule::broadcast(Sources::Named));
    office.does(Command::SetRule { team: sales, rule });
    let offer = office.ringing(request).id;
    assert_eq!(office.decided(request, ana), Some(Decision::Notify));

    office.does(Command::SetRule {
        team: sales,
        rule: None,
    });
    assert_eq!(office.state(request), "waiting");
    assert_eq!(
        office.offer_state(offer),
        &OfferState::Withdrawn(Withdrawal::RuleRemoved)
    );
}

#[test]
fn the_same_request_is_received_once() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let new = office.draft(domain::request::Kind::NewRequest);
    let request = office.receives(new.clone());
    office.connects(ana, request).unwrap();

    assert_eq!(office.does(Command::ReceiveRequest(Box::new(new))), []);
    assert_eq!(office.state(request), "connecting");
}

/// A page may be closed between hearing of an offer and showing its popup.
#[test]
fn an_offer_is_dealt_with_once_a_device_has_said_what_became_of_its_popup() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    office.popups(ben, Switch::Off);
    let request = office.request();
    let (laptop, offer) = (device(ana), office.ringing(request).id);
    assert!(!office.ringing(request).is_dealt_with(ana, laptop));

    office.receipt(ana, request);
    office.receipt(ben, request);
    assert!(!office.ringing(request).is_dealt_with(ana, laptop));
    assert!(
        office.ringing(request).is_dealt_with(ben, device(ben)),
        "for whom there is no popup, hearing of it is all"
    );

    office.does(Command::Report {
        agent: ana,
        device: laptop,
        offer,
        report: Report::Shown,
    });
    assert!(office.ringing(request).is_dealt_with(ana, laptop));
}
