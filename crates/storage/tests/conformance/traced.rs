//! A desk with a trace, and looks into it.

use domain::{
    agent::Intent,
    command::Command,
    id::{AgentId, DeviceId, OfferId, RequestId},
    notification::Report,
    preferences::Preferences,
    switch::Switch,
    time::Span,
    trace::Stage as Reached,
};
use storage::{Member, Store, TraceFilter, TraceLine, TracePage};

use crate::{
    history::{ANA, BEN},
    stage::Stage,
};

/// What devices said of the offer of a line.
pub fn reports(line: &TraceLine) -> Vec<Report> {
    let steps = line.deliveries.iter().flat_map(|told| &told.steps);
    steps
        .filter_map(|step| match step.stage {
            Reached::Reported(report) => Some(report),
            Reached::Sent | Reached::Answered(_) => None,
        })
        .collect()
}

/// A desk on which Ana is told of everything, Ben is busy and Dan was never there.
pub async fn opened(store: &Store) -> Stage<'_> {
    let mut stage = Stage::open(store, 1).await;
    let on = Preferences {
        desktop_notifications: Switch::On,
        ..Preferences::default()
    };
    let commands = [
        Command::SetPreferences {
            agent: ANA,
            preferences: on,
        },
        Command::SetIntent {
            agent: BEN,
            intent: Intent::Busy,
        },
    ];
    stage.commit(&commands).await.unwrap();
    stage
}

pub async fn search(stage: &Stage<'_>, filter: &TraceFilter, limit: usize) -> TracePage {
    let members: Vec<_> = stage.desk.agents().map(Member::from).collect();
    let page = stage.store.trace(stage.id, &members, filter, limit).await;
    page.expect("the trace can be read")
}

pub async fn found(stage: &Stage<'_>, filter: TraceFilter) -> Vec<(Option<String>, AgentId)> {
    let page = search(stage, &filter, 1_000).await;
    let lines = page.lines.into_iter();
    lines.map(|line| (line.customer, line.agent)).collect()
}

pub async fn only_line(stage: &Stage<'_>, agent: AgentId, request: RequestId) -> TraceLine {
    let filter = TraceFilter {
        agent: Some(agent),
        request: Some(request),
        ..TraceFilter::default()
    };
    let mut lines = search(stage, &filter, 10).await.lines;
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines.remove(0)
}

pub async fn report(stage: &mut Stage<'_>, device: DeviceId, offer: OfferId, report: Report) {
    stage.now = stage.now + Span::seconds(1);
    let command = Command::Report {
        agent: ANA,
        device,
        offer,
        report,
    };
    stage.commit(&[command]).await.unwrap();
}
