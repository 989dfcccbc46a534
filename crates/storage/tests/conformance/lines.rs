//! *Notification history*: the lines that an agent reads.

use domain::{
    agent::Intent,
    command::Command,
    notification::{Decision, Report, Suppression},
    preferences::Preferences,
    request::Kind,
    switch::Switch,
};
use storage::Store;

use crate::{
    history::{ANA, BEN, CLEO, LAPTOP},
    stage::Stage,
    traced::reports,
};

pub async fn the_history_of_an_agent_tells_what_was_decided_and_reported(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    let on = Preferences {
        desktop_notifications: Switch::On,
        ..Preferences::default()
    };
    stage
        .commit(&[
            Command::SetPreferences {
                agent: ANA,
                preferences: on,
            },
            Command::SetIntent {
                agent: BEN,
                intent: Intent::Break,
            },
        ])
        .await
        .unwrap();
    let request = stage.receive("Carol").await;
    let offer = stage.offer_of(request);
    for report in [Report::Received, Report::Shown, Report::Received] {
        let command = Command::Report {
            agent: ANA,
            device: LAPTOP,
            offer,
            report,
        };
        stage.commit(&[command]).await.unwrap();
    }
    stage.receive("Dave").await;

    let lines = |agent| {
        let agent = stage.desk.agent(agent).expect("an agent of the desk");
        store.history(stage.id, agent)
    };
    let ana = lines(ANA).await.unwrap();
    let told: Vec<_> = ana
        .iter()
        .map(|line| (line.customer.as_deref(), line.decision, reports(line)))
        .collect();
    assert_eq!(
        told,
        [
            (Some("Dave"), Decision::Notify, vec![]),
            (
                Some("Carol"),
                Decision::Notify,
                vec![Report::Received, Report::Shown]
            ),
        ]
    );
    assert_eq!((ana[1].request, ana[1].kind), (request, Kind::NewRequest));

    let ben = lines(BEN).await.unwrap();
    let away = Decision::Suppress(Suppression::Away);
    assert!(ben.iter().all(|line| line.decision == away), "{ben:?}");
    assert_eq!(ben.len(), 2);
    assert_eq!(lines(CLEO).await.unwrap(), [], "another team's business");
}
