//! What does not ring: the digest, the word before a planned call, and the one after a missed call.

use domain::{
    agent::{Intent, Reachability},
    command::Command,
    event::Event,
    id::{AgentId, RequestId, TeamId},
    notification::{Decision, Suppression},
    preferences::Preferences,
    quiet_hours::QuietHours,
    switch::Switch,
    time::{Span, Timestamp},
    zone::Zone,
};
use rstest::rstest;

use crate::office::Office;

/// What an agent was told of: how many wait, and since when.
fn digest(happened: &[Event]) -> Option<(u32, Timestamp, Decision)> {
    happened.iter().find_map(|event| match event {
        Event::DigestGiven {
            waiting,
            oldest,
            decision,
            ..
        } => Some((*waiting, *oldest, *decision)),
        _ => None,
    })
}

fn reminded(happened: &[Event]) -> Option<(RequestId, AgentId, Decision)> {
    happened.iter().find_map(|event| match event {
        Event::CallAhead {
            request,
            agent,
            decision,
            ..
        } => Some((*request, *agent, *decision)),
        _ => None,
    })
}

fn missed(happened: &[Event]) -> Option<(AgentId, Span, Option<AgentId>)> {
    happened.iter().find_map(|event| match event {
        Event::RequestMissed {
            agent,
            after,
            taken_by,
            ..
        } => Some((*agent, *after, taken_by.as_ref().map(|by| by.id))),
        _ => None,
    })
}

/// Signs in somebody who has popups on, and has a device of theirs answer.
fn arrives(office: &mut Office, agent: AgentId) -> Vec<Event> {
    let mut happened = office.does(Command::SignIn { agent });
    happened.extend(office.reachable(agent, Reachability::Reachable));
    happened
}

fn absent(office: &mut Office, name: &str, teams: &[TeamId]) -> AgentId {
    let agent = office.hires(name, teams);
    office.popups(agent, Switch::On);
    agent
}

fn wishes(office: &mut Office, agent: AgentId, change: impl FnOnce(&mut Preferences)) {
    let mut preferences = office.person(agent).preferences.clone();
    change(&mut preferences);
    office.does(Command::SetPreferences { agent, preferences });
}

/// From now until so much later.
fn quiet(office: &Office, span: Span) -> QuietHours {
    let time = |at: Timestamp| Zone::UTC.local(at).1;
    QuietHours {
        zone: "UTC".to_owned(),
        from: time(office.now),
        until: time(office.now + span),
        breaks_through: [].into(),
    }
}

#[test]
fn several_requests_that_waited_before_the_sign_in_become_one_digest() {
    let (mut office, sales) = Office::with_sales();
    let ana = absent(&mut office, "ana", &[sales]);
    let first = office.request();
    let since = office.now;
    office.passes(Span::minutes(12));
    office.request();

    let happened = arrives(&mut office, ana);

    assert_eq!(digest(&happened), Some((2, since, Decision::Notify)));
    assert_eq!(
        office.decided(first, ana),
        Some(Decision::Suppress(Suppression::InDigest))
    );
    assert!(
        office.ringing(first).rings_for(ana),
        "in the list it rings all the same"
    );
}

#[test]
fn a_single_request_that_waited_rings_by_itself() {
    let (mut office, sales) = Office::with_sales();
    let ana = absent(&mut office, "ana", &[sales]);
    let request = office.request();
    let happened = arrives(&mut office, ana);
    assert_eq!(digest(&happened), None);
    assert_eq!(office.decided(request, ana), Some(Decision::Notify));
}

#[test]
fn one_that_was_let_pass_before_the_sign_out_is_told_though_it_is_one() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    office.receipt(ana, request);
    office.passes(Span::seconds(20));
    assert_eq!(office.state(request), "timed_out");
    office.does(Command::SignOut { agent: ana });
    assert_eq!(
        digest(&arrives(&mut office, ana)).map(|told| told.0),
        Some(1)
    );
}

#[test]
fn what_comes_after_the_sign_in_is_not_in_the_digest() {
    let (mut office, sales) = Office::with_sales();
    let ana = absent(&mut office, "ana", &[sales]);
    office.request();
    office.request();
    office.does(Command::SignIn { agent: ana });
    office.passes(Span::seconds(1));
    let fresh = office.request();
    let happened = office.reachable(ana, Reachability::Reachable);
    assert_eq!(digest(&happened).map(|told| told.0), Some(2));
    assert_eq!(office.decided(fresh, ana), Some(Decision::Notify));
}

#[test]
fn the_digest_waits_until_the_agent_is_free_and_comes_once() {
    let (mut office, sales) = Office::with_sales();
    let ana = absent(&mut office, "ana", &[sales]);
    office.request();
    office.request();
    office.does(Command::SignIn { agent: ana });
    office.is(ana, Intent::Break);
    assert_eq!(
        digest(&office.reachable(ana, Reachability::Reachable)),
        None
    );
    assert!(digest(&office.is(ana, Intent::Available)).is_some());
    office.is(ana, Intent::Break);
    assert_eq!(digest(&office.is(ana, Intent::Available)), None);
}

#[test]
fn the_end_of_quiet_hours_brings_one_digest_a_day() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let hours = quiet(&office, Span::minutes(2));
    wishes(&mut office, ana, |wish| wish.quiet_hours = Some(hours));
    let since = office.now;
    let request = office.request();
    assert_eq!(
        office.decided(request, ana),
        Some(Decision::Suppress(Suppression::QuietHours))
    );
    office.receipt(ana, request);

    assert_eq!(digest(&office.passes(Span::seconds(119))), None);
    let happened = office.passes(Span::seconds(1));
    assert_eq!(digest(&happened), Some((1, since, Decision::Notify)));
    assert_eq!(
        office.person(ana).quiet_until,
        Some(office.now + Span::days(1))
    );
}

#[test]
fn quiet_hours_in_which_nothing_came_end_in_silence() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let hours = quiet(&office, Span::minutes(60));
    wishes(&mut office, ana, |wish| wish.quiet_hours = Some(hours));
    let happened = office.passes(Span::minutes(60));
    assert_eq!(digest(&happened).map(|told| told.0), Some(0));
}

#[test]
fn who_wants_no_notifications_or_is_signed_out_is_owed_no_digest() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let hours = quiet(&office, Span::minutes(60));
    wishes(&mut office, ana, |wish| wish.quiet_hours = Some(hours));
    wishes(&mut office, ana, |wish| {
        wish.desktop_notifications = Switch::Off;
    });
    assert_eq!(office.person(ana).quiet_until, None);
    wishes(&mut office, ana, |wish| {
        wish.desktop_notifications = Switch::On;
    });
    assert!(office.person(ana).quiet_until.is_some());
    office.does(Command::SignOut { agent: ana });
    assert_eq!(office.person(ana).quiet_until, None);
}

#[test]
fn the_owner_who_wishes_it_is_reminded_five_minutes_ahead_and_once() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    wishes(&mut office, ana, |wish| wish.upcoming = Switch::On);
    let request = office.scheduled(Span::minutes(20), Some(ana));

    assert_eq!(reminded(&office.passes(Span::minutes(14))), None);
    let happened = office.passes(Span::minutes(1));
    assert_eq!(reminded(&happened), Some((request, ana, Decision::Notify)));
    assert_eq!(reminded(&office.passes(Span::minutes(1))), None);
    office.passes(Span::minutes(4));
    assert_eq!(office.state(request), "offered", "it rings when it is due");
}

#[rstest]
#[case::not_wished(|_: &mut Office, _| (), Suppression::KindTurnedOff)]
#[case::busy(|office: &mut Office, ana| { wishes(office, ana, |wish| wish.upcoming = Switch::On); office.is(ana, Intent::Busy); }, Suppression::Busy)]
#[case::away(|office: &mut Office, ana| { office.is(ana, Intent::Break); }, Suppression::Away)]
#[case::signed_out(|office: &mut Office, ana| { office.does(Command::SignOut { agent: ana }); }, Suppression::NotSignedIn)]
#[case::off(|office: &mut Office, ana| office.popups(ana, Switch::Off), Suppression::TurnedOff)]
#[case::unreachable(|office: &mut Office, ana| {
    wishes(office, ana, |wish| wish.upcoming = Switch::On);
    office.reachable(ana, Reachability::Unreachable);
}, Suppression::Unreachable)]
#[case::quiet(|office: &mut Office, ana| {
    let hours = quiet(office, Span::minutes(60));
    wishes(office, ana, |wish| wish.quiet_hours = Some(hours));
}, Suppression::QuietHours)]
fn a_reminder_that_is_not_shown_says_why(
    #[case] first: impl FnOnce(&mut Office, AgentId),
    #[case] reason: Suppression,
) {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    first(&mut office, ana);
    let happened = office.passes(Span::minutes(15));
    assert_eq!(
        reminded(&happened),
        Some((request, ana, Decision::Suppress(reason)))
    );
}

#[test]
fn a_call_of_the_team_and_one_that_is_due_at_once_need_no_reminder() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    wishes(&mut office, ana, |wish| wish.upcoming = Switch::On);
    office.scheduled(Span::minutes(10), None);
    office.scheduled(Span::minutes(5), Some(ana));
    for _ in 0..10 {
        assert_eq!(reminded(&office.passes(Span::minutes(1))), None);
    }
}

#[test]
fn a_call_that_is_moved_is_reminded_of_at_its_new_time() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    wishes(&mut office, ana, |wish| wish.upcoming = Switch::On);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    let due_at = office.now + Span::minutes(60);
    office.does(Command::Reschedule { request, due_at });
    assert_eq!(reminded(&office.passes(Span::minutes(15))), None);
    assert!(reminded(&office.passes(Span::minutes(40))).is_some());
}

#[test]
fn an_owner_who_let_a_call_pass_hears_who_took_it() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    office.passes(Span::minutes(20));
    office.receipt(ana, request);
    assert_eq!(
        missed(&office.passes(Span::minutes(2))),
        None,
        "it rings for them once more, with the team"
    );
    let happened = office.connects(ben, request).unwrap();
    assert_eq!(missed(&happened), Some((ana, Span::minutes(2), Some(ben))));
}

#[test]
fn an_owner_who_let_a_call_pass_hears_that_nobody_took_it() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    office.passes(Span::minutes(20));
    office.receipt(ana, request);
    office.passes(Span::minutes(2));
    office.receipt(ana, request);
    let happened = office.passes(Span::seconds(20));
    assert_eq!(missed(&happened), Some((ana, Span::minutes(2), None)));
}

#[test]
fn who_takes_the_call_after_all_has_missed_nothing() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    office.passes(Span::minutes(20));
    office.receipt(ana, request);
    office.passes(Span::minutes(2));
    assert_eq!(missed(&office.connects(ana, request).unwrap()), None);
}

#[test]
fn a_call_that_never_reached_its_owner_was_not_missed_by_them() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let request = office.scheduled(Span::minutes(20), Some(ana));
    office.passes(Span::minutes(22));
    assert_eq!(missed(&office.connects(ben, request).unwrap()), None);
}

#[test]
fn a_broadcast_that_nobody_took_was_missed_by_nobody_in_particular() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    office.receipt(ana, request);
    assert_eq!(missed(&office.passes(Span::seconds(20))), None);
    assert_eq!(office.state(request), "timed_out");
}

#[test]
fn what_begins_another_round_rings_by_itself_whoever_was_asked_in_the_last() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    office.receipt(ana, request);
    office.passes(Span::seconds(20));
    office.does(Command::SignOut { agent: ana });
    office.passes(Span::minutes(2));
    assert_eq!(office.state(request), "waiting");

    let happened = arrives(&mut office, ana);

    assert_eq!(digest(&happened), None);
    assert_eq!(office.decided(request, ana), Some(Decision::Notify));
}
