//! Agents who are not there although their devices are, and agents with customers who vanish.

use domain::{
    agent::{Intent, Reachability, Role},
    command::Command,
    event::Event,
    id::AgentId,
    notification::{Decision, DeviceFailure, Report, Suppression},
    offer::Leaving,
    response::Responding,
    switch::Switch,
    time::Span,
    view::{Attendance, Message, project},
};
use rstest::rstest;
use uuid::Uuid;

use crate::office::{Office, device};

/// Ana lets three requests in a row pass.
fn three_passed() -> (Office, AgentId) {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    for _ in 0..3 {
        let request = office.request();
        office.rings_in_vain(&[ana], request);
        office.does(Command::Cancel { request });
    }
    (office, ana)
}

#[test]
fn after_three_in_a_row_that_nobody_took_an_agent_is_not_asked() {
    let (mut office, ana) = three_passed();
    assert_eq!(office.person(ana).responding, Responding::No);

    let request = office.request();

    assert_eq!(office.state(request), "waiting", "it does not time out");
    office.does(Command::Touch { agent: ana });
    assert!(office.ringing(request).rings_for(ana), "at once");
}

#[test]
fn what_else_rings_for_them_ends_for_them() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let requests: Vec<_> = (0..3).map(|_| office.request()).collect();
    for request in &requests {
        office.receipt(ana, *request);
    }
    office.passes(Span::seconds(10));
    let later = office.request();
    let offer = office.ringing(later).id;

    let happened = office.passes(Span::seconds(10));

    assert!(happened.contains(&Event::OfferLeft {
        offer,
        request: later,
        agent: ana,
        why: Leaving::NotResponding,
    }));
    assert_eq!(office.state(later), "waiting");
}

#[test]
fn the_trace_says_why_they_are_not_asked() {
    let (mut office, ana) = three_passed();
    let new = office.draft(domain::request::Kind::NewRequest);
    let (_, happened) = office.receives_and(new);
    let why = happened.iter().find_map(|event| match event {
        Event::NotificationsDecided { decisions, .. } => decisions.about(ana),
        _ => None,
    });
    assert_eq!(why, Some(Decision::Suppress(Suppression::NotResponding)));
}

#[rstest]
#[case::touch(|office: &mut Office, ana| { office.does(Command::Touch { agent: ana }); })]
#[case::status(|office: &mut Office, ana| { office.is(ana, Intent::Available); })]
#[case::later(|office: &mut Office, ana| {
    let request = office.request();
    office.does(Command::Later { agent: ana, request });
    office.does(Command::Cancel { request });
})]
#[case::attends(|office: &mut Office, ana| {
    let request = office.request();
    office.does(Command::AttendNext { agent: ana });
    office.does(Command::NoAnswer { agent: ana, request });
})]
#[case::waves_away(|office: &mut Office, ana| reports(office, ana, Report::Dismissed))]
#[case::clicks(|office: &mut Office, ana| reports(office, ana, Report::Clicked))]
fn any_sign_of_life_begins_the_count_anew(#[case] sign: impl FnOnce(&mut Office, AgentId)) {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    for _ in 0..2 {
        let request = office.request();
        office.rings_in_vain(&[ana], request);
        office.does(Command::Cancel { request });
    }
    sign(&mut office, ana);
    assert_eq!(office.person(ana).responding, Responding::default());
}

fn reports(office: &mut Office, ana: AgentId, report: Report) {
    let request = office.request();
    let offer = office.ringing(request).id;
    office.does(Command::Report {
        agent: ana,
        device: device(ana),
        offer,
        report,
    });
    office.does(Command::Cancel { request });
}

/// That a device shows a popup says nothing about the agent.
#[test]
fn what_devices_report_by_themselves_is_no_sign_of_life() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let request = office.request();
    office.rings_in_vain(&[ana], request);
    office.does(Command::Cancel { request });
    for report in [Report::Received, Report::InPage, Report::Shown] {
        reports(&mut office, ana, report);
    }
    assert_eq!(office.person(ana).responding, Responding::Yes { missed: 1 });
}

#[test]
fn a_loss_to_a_colleague_and_a_request_that_ends_count_for_nobody() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    for _ in 0..4 {
        let request = office.request();
        office.receipt(ana, request);
        office.passes(Span::seconds(10));
        office.connects(ben, request).unwrap();
        office.finishes(ben, request);
        let request = office.request();
        office.receipt(ana, request);
        office.does(Command::Cancel { request });
    }
    assert_eq!(office.person(ana).responding, Responding::default());
}

#[test]
fn the_patience_is_the_teams_and_may_be_endless() {
    for (patience, asked) in [(Some(1), false), (None, true)] {
        let (mut office, sales) = Office::with_sales();
        let ana = office.agent("ana", &[sales]);
        let mut rule = office.desk.team(sales).unwrap().rule.unwrap();
        rule.not_responding_after = patience.and_then(std::num::NonZeroU8::new);
        office.does(Command::SetRule {
            team: sales,
            rule: Some(rule),
        });
        for _ in 0..5 {
            let request = office.request();
            if office.state(request) == "offered" {
                office.rings_in_vain(&[ana], request);
            }
            office.does(Command::Cancel { request });
        }
        assert_eq!(office.person(ana).responding != Responding::No, asked);
    }
}

#[test]
fn connecting_by_hand_works_all_the_same_and_counts_as_being_there() {
    let (mut office, ana) = three_passed();
    let request = office.request();
    office.connects(ana, request).unwrap();
    assert_eq!(office.person(ana).responding, Responding::default());
}

#[test]
fn their_pages_are_told_and_nobody_elses() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let told = |happened: &[domain::event::Recorded]| {
        happened
            .iter()
            .flat_map(project)
            .filter_map(|(_, message)| match message {
                Message::Agent { attendance, .. } => attendance,
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    for _ in 0..2 {
        let request = office.request();
        office.rings_in_vain(&[ana], request);
        office.does(Command::Cancel { request });
    }
    let request = office.request();
    office.receipt(ana, request);
    office.now = office.now + Span::seconds(20);
    let happened = office.records(&Command::Tick);
    assert_eq!(told(&happened), [Attendance::NotResponding]);
    let happened = office.records(&Command::Touch { agent: ana });
    assert_eq!(told(&happened), [Attendance::Responding]);
}

/// Ana is with a customer, Sam supervises, and no device of Ana's answers any more.
fn vanished(chat: bool) -> (Office, AgentId, AgentId, domain::id::RequestId) {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let sam = AgentId(Uuid::from_u128(0x5a3));
    office.does(Command::AddAgent {
        agent: sam,
        name: "Sam".to_owned(),
        email: "sam@acme.example".to_owned(),
        role: Role::Supervisor,
        teams: [].into(),
    });
    office.does(Command::SignIn { agent: sam });
    office.popups(sam, Switch::On);
    office.reachable(sam, Reachability::Reachable);
    let request = if chat {
        office.chat()
    } else {
        office.request()
    };
    office.connects(ana, request).unwrap();
    office.reachable(ana, Reachability::Unreachable);
    (office, ana, sam, request)
}

fn told(happened: &[Event]) -> Option<(AgentId, AgentId, Decision)> {
    happened.iter().find_map(|event| match event {
        Event::SupervisorTold {
            supervisor,
            agent,
            decision,
            ..
        } => Some((*supervisor, agent.id, *decision)),
        _ => None,
    })
}

/// Of which three quarters have passed when a device counts as silent.
#[test]
fn after_a_minute_without_an_answer_supervisors_are_told_and_a_call_stays_theirs() {
    let (mut office, ana, sam, request) = vanished(false);
    assert_eq!(told(&office.passes(Span::seconds(14))), None);
    let happened = office.passes(Span::seconds(1));
    assert_eq!(told(&happened), Some((sam, ana, Decision::Notify)));
    assert_eq!(office.state(request), "connecting");
    assert_eq!(told(&office.passes(Span::minutes(10))), None, "once");
}

#[test]
fn a_supervisor_without_popups_reads_it_in_the_page() {
    let (mut office, _, sam, _) = vanished(false);
    office.popups(sam, Switch::Off);
    office.now = office.now + Span::seconds(15);
    let happened = office.records(&Command::Tick);
    let reminders = happened
        .iter()
        .flat_map(project)
        .filter(|(_, message)| matches!(message, Message::Reminder { .. }));
    assert_eq!(reminders.count(), 1);
}

#[test]
fn a_chat_goes_back_to_the_front_of_the_line() {
    let (mut office, ana, _, request) = vanished(true);
    let ben = {
        let sales = office.found(request).team;
        office.agent("ben", &[sales])
    };
    office.passes(Span::seconds(15));
    assert!(office.ringing(request).rings_for(ben));
    assert!(office.person(ana).serving.requests().is_empty());
}

/// The server slept through both: the customer is done before anybody is missed.
#[test]
fn nobody_is_missed_for_a_customer_whose_wrap_up_is_over() {
    let (mut office, ana, _, request) = vanished(false);
    office.does(Command::EndSession {
        agent: ana,
        request,
    });
    let happened = office.passes(Span::minutes(60));
    assert_eq!(office.state(request), "closed");
    assert_eq!(told(&happened), None);
}

#[test]
fn who_answers_again_within_the_minute_is_not_missed() {
    let (mut office, ana, _, request) = vanished(true);
    office.passes(Span::seconds(14));
    office.reachable(ana, Reachability::Reachable);
    assert_eq!(told(&office.passes(Span::minutes(5))), None);
    assert_eq!(office.state(request), "in_session");
}

/// A list that nobody looks at shows nothing to whoever has asked not to be told.
#[rstest]
#[case::received(Report::Received, Responding::default())]
#[case::refused(Report::Failed(DeviceFailure::PermissionDenied), Responding::default())]
#[case::looked_at(Report::InPage, Responding::No)]
fn whoever_was_shown_nothing_has_let_nothing_pass(
    #[case] report: Report,
    #[case] responding: Responding,
) {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    office.popups(ana, Switch::Off);
    for _ in 0..4 {
        let request = office.request();
        if office.state(request) == "waiting" {
            break;
        }
        office.receipt(ana, request);
        let offer = office.ringing(request).id;
        office.does(Command::Report {
            agent: ana,
            device: device(ana),
            offer,
            report,
        });
        office.now = office.ringing(request).deadline;
        office.does(Command::Tick);
        office.does(Command::Cancel { request });
    }
    assert_eq!(office.person(ana).responding, responding);
}
