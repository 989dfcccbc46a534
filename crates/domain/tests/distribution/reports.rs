//! What devices said of an offer, and how it comes back when a desk is read from its tables.

use domain::{
    command::Command,
    desk::{Contents, Desk},
    id::{AgentId, DeviceId, OfferId, RequestId, TeamId},
    notification::Report,
    offer::Offer,
    team::{DistributionRule, Sources},
    time::Span,
};

use crate::office::{Office, device};

#[test]
fn an_offer_is_written_without_what_thousands_of_devices_said() {
    let (mut office, [ana, _], request) = ringing_for_long();
    office.receipt(ana, request);
    let row = serde_json::to_string(office.ringing(request)).unwrap();
    assert!(!row.contains("received"), "{row}");

    let read: Offer = serde_json::from_str(&row).unwrap();
    assert!(!read.was_heard());
    let reports = vec![(read.id, ana, device(ana), Report::Received)];
    let loaded = loaded(&office, read, reports);
    assert_eq!(
        loaded.offer(office.ringing(request).id),
        Some(office.ringing(request))
    );
}

/// Such a release wrote the reports into the row, which is not written again for what comes after it.
#[test]
fn what_an_older_release_wrote_into_the_row_counts_until_more_is_known() {
    let (mut office, [ana, ben], request) = ringing_for_long();
    for agent in [ana, ben] {
        office.receipt(agent, request);
    }
    let mut row = serde_json::to_value(office.ringing(request)).unwrap();
    row["reports"] = serde_json::json!({
        ana.to_string(): {device(ana).to_string(): {"stage": "received"}},
        ben.to_string(): {device(ben).to_string(): {"stage": "shown"}},
    });
    let read: Offer = serde_json::from_value(row).unwrap();
    let id = read.id;
    let beside = vec![
        (id, ana, device(ana), Report::Shown),
        (id, ben, device(ben), Report::Received),
    ];

    let desk = loaded(&office, read, beside);

    let said = |agent| desk.offer(id).unwrap().report_of(agent, device(agent));
    assert_eq!(said(ana), Some(Report::Shown));
    assert_eq!(said(ben), Some(Report::Shown));
}

/// The table beside keeps the furthest of both times.
#[test]
fn what_was_said_before_later_counts_no_more_after_a_start_either() {
    let (mut office, [ana, _], request) = ringing_for_long();
    let offer = office.ringing(request).id;
    office.does(Command::Report {
        agent: ana,
        device: device(ana),
        offer,
        report: Report::Dismissed,
    });
    office.does(Command::Later {
        agent: ana,
        request,
    });
    let before = (offer, ana, device(ana), Report::Dismissed);
    let as_written = |office: &Office| {
        let row = serde_json::to_string(office.ringing(request)).unwrap();
        serde_json::from_str(&row).unwrap()
    };
    let started = loaded(&office, as_written(&office), vec![before]);
    assert_eq!(started.offer(offer), Some(office.ringing(request)));

    office.passes(Span::minutes(2));
    assert!(office.ringing(request).rings_for(ana));
    office.receipt(ana, request);
    let started = loaded(&office, as_written(&office), vec![before]);
    assert_eq!(started.offer(offer), Some(office.ringing(request)));
    let said = office.ringing(request).report_of(ana, device(ana));
    assert_eq!(said, Some(Report::Received));
}

fn ringing_for_long() -> (Office, [AgentId; 2], RequestId) {
    let (mut office, sales) = Office::with_sales();
    office.does(rule(sales));
    let agents = ["ana", "ben"].map(|name| office.agent(name, &[sales]));
    let request = office.request();
    (office, agents, request)
}

fn rule(team: TeamId) -> Command {
    let rule = DistributionRule {
        ring_time: Span::minutes(10),
        ..DistributionRule::broadcast(Sources::CatchAll)
    };
    Command::SetRule {
        team,
        rule: Some(rule),
    }
}

fn loaded(
    office: &Office,
    offer: Offer,
    reports: Vec<(OfferId, AgentId, DeviceId, Report)>,
) -> Desk {
    Desk::from_contents(Contents {
        teams: office.desk.teams().cloned().collect(),
        agents: office.desk.agents().cloned().collect(),
        requests: office.desk.requests().cloned().collect(),
        offers: vec![offer],
        reports,
        ..Contents::default()
    })
}
