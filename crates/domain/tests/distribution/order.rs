//! *Attend next customer*, and the team of a request that names none.

use domain::{
    agent::Role,
    command::{Choice, Command},
    distribution::next_for,
    id::{AgentId, DeviceId, RequestId},
    rejection::Rejection,
    request::Kind,
    team::{DistributionRule, Sources},
    time::Span,
    view::{AgentView, Group},
};
use uuid::Uuid;

use crate::office::Office;

#[test]
fn the_higher_priority_comes_first_then_who_waits_longest() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.hires("ana", &[sales]);
    let first = office.request();
    office.passes(Span::seconds(1));
    let second = office.request();
    office.passes(Span::seconds(1));
    let mut urgent = office.draft(Kind::NewRequest);
    urgent.priority = 5;
    let urgent = office.receives(urgent);

    office.does(Command::SignIn { agent: ana });
    let listed = listed(&office, ana);
    let mut served = vec![];
    for _ in 0..3 {
        let next = next_for(&office.desk, office.person(ana)).unwrap().id;
        office.does(Command::AttendNext { agent: ana });
        assert_eq!(office.person(ana).serving.requests(), [next]);
        office.does(Command::NoAnswer {
            agent: ana,
            request: next,
        });
        served.push(next);
    }

    assert_eq!(served, [urgent, first, second]);
    assert_eq!(listed, served, "the list says in which order");
}

fn listed(office: &Office, agent: AgentId) -> Vec<RequestId> {
    let device = DeviceId(Uuid::from_u128(1));
    let view = AgentView::snapshot(&office.desk, agent, device, "epoch", "release", office.now)
        .expect("they work here");
    let rows = view.listed(Group::Pending, office.now);
    rows.into_iter().map(|row| row.id).collect()
}

#[test]
fn who_timed_out_comes_after_all_who_wait_whatever_the_priority() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let mut missed = office.draft(Kind::NewRequest);
    missed.priority = 9;
    let missed = office.receives(missed);
    office.receipt(ana, missed);
    office.passes(Span::seconds(20));
    assert_eq!(office.state(missed), "timed_out");
    let waiting = office.request();

    assert_eq!(
        next_for(&office.desk, office.person(ana)).unwrap().id,
        waiting
    );
    office.does(Command::Cancel { request: waiting });
    assert_eq!(
        next_for(&office.desk, office.person(ana)).unwrap().id,
        missed
    );
}

#[test]
fn nobody_is_served_from_a_team_that_the_agent_does_not_see() {
    let (mut office, sales) = Office::with_sales();
    let support = office.team("Support", Some(Sources::Named));
    let ana = office.agent("ana", &[support]);
    let request = office.request();
    assert_eq!(office.found(request).team, sales);

    assert_eq!(
        office.tries(&Command::AttendNext { agent: ana }),
        Err(Rejection::NobodyWaits)
    );
    assert_eq!(
        office.connects(ana, request),
        Err(Rejection::UnknownRequest)
    );
}

#[test]
fn a_supervisor_is_not_rung_but_may_attend_every_team() {
    let (mut office, _) = Office::with_sales();
    let sam = AgentId(Uuid::from_u128(0x5a3));
    office.does(Command::AddAgent {
        agent: sam,
        name: "Sam".to_owned(),
        email: "sam@acme.example".to_owned(),
        role: Role::Supervisor,
        teams: [].into(),
    });
    office.does(Command::SignIn { agent: sam });
    let request = office.request();
    assert_eq!(office.state(request), "waiting");

    office.does(Command::AttendNext { agent: sam });
    assert_eq!(office.person(sam).serving.requests(), [request]);
}

#[test]
fn without_a_catch_all_only_the_only_team_takes_what_names_none() {
    let mut office = Office::new();
    let sales = office.team("Sales", None);
    let request = office.request();
    assert_eq!(office.found(request).team, sales);

    let support = office.team("Support", Some(Sources::Named));
    let unnamed = Command::ReceiveRequest(Box::new(office.draft(Kind::NewRequest)));
    assert_eq!(office.tries(&unnamed), Err(Rejection::TeamRequired));

    office.does(Command::SetRule {
        team: support,
        rule: Some(DistributionRule::broadcast(Sources::CatchAll)),
    });
    let request = office.request();
    assert_eq!(office.found(request).team, support);
}

#[test]
fn a_team_is_found_by_its_name_in_any_case() {
    let (mut office, _) = Office::with_sales();
    let support = office.team("Support", Some(Sources::Named));
    let mut named = office.draft(Kind::NewRequest);
    named.team = Some(Choice::Name(" support ".to_owned()));
    let named = office.receives(named);
    assert_eq!(office.found(named).team, support);
}
