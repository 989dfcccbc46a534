//! Who answers heartbeats can be rung; who falls silent can't.

use std::time::Duration;

use domain::{
    agent::Reachability,
    event::Event,
    request::State,
    time::{Span, Step},
};
use engine::{Options, clock::TestClock};

use crate::{
    history::{ANA, BEN},
    stage::{Stage, until},
};

#[tokio::test]
async fn what_waits_rings_the_moment_an_agent_becomes_reachable() {
    let stage = watched().await;
    for agent in [ANA, BEN] {
        stage
            .set_reachability(agent, Reachability::Unreachable)
            .await;
    }
    let request = stage.receive("Carol").await;
    assert!(matches!(stage.state(request), State::Waiting { .. }));

    stage.desk.acknowledge(ANA).await.unwrap();

    assert_eq!(reachability(&stage), Reachability::Reachable);
    let rings = stage.desk.read(|desk| match stage.state(request) {
        State::Offered { offer, .. } => desk.offer(offer).is_some_and(|it| it.rings_for(ANA)),
        _ => false,
    });
    assert!(rings, "{:?}", stage.state(request));
}

#[tokio::test]
async fn an_agent_who_is_silent_for_45_seconds_is_unreachable_until_they_answer_again() {
    let stage = watched().await;
    stage.desk.acknowledge(ANA).await.unwrap();
    stage.clock.advance(Span::seconds(40));
    stage.desk.acknowledge(ANA).await.unwrap();
    stage.clock.advance(Span::seconds(46));
    until(&stage, "Ana is unreachable", || {
        reachability(&stage) == Reachability::Unreachable
    })
    .await;

    stage.desk.acknowledge(ANA).await.unwrap();
    assert_eq!(reachability(&stage), Reachability::Reachable);
}

/// Nobody is cut off by a restart, and nobody stays reachable because of one.
#[tokio::test]
async fn after_a_restart_everybody_has_the_usual_time_to_answer() {
    let stage = watched().await;
    let stage = stage.restart(Span::minutes(10)).await;
    assert_eq!(reachability(&stage), Reachability::Reachable);
    stage.clock.advance(Span::seconds(46));
    until(&stage, "Ana is unreachable", || {
        reachability(&stage) == Reachability::Unreachable
    })
    .await;
}

#[tokio::test]
async fn nobody_is_silent_or_heard_because_the_clock_was_set() {
    for by in [Step(-HOUR), Step(HOUR)] {
        only_ben_falls_silent(|clock| clock.set(by)).await;
    }
}

/// While the server could not hear them, nobody was silent.
#[tokio::test]
async fn nobody_is_silent_because_the_machine_slept() {
    only_ben_falls_silent(|clock| clock.suspend(Span::minutes(60))).await;
}

/// Ana answered 6 s ago, Ben 46 s ago, whatever else happened to the clock.
async fn only_ben_falls_silent(happens: impl FnOnce(&TestClock)) {
    let stage = watched().await;
    for agent in [ANA, BEN] {
        stage.desk.acknowledge(agent).await.unwrap();
    }
    stage.clock.advance(Span::seconds(40));
    stage.desk.acknowledge(ANA).await.unwrap();
    happens(&stage.clock);
    stage.clock.advance(Span::seconds(6));
    until(&stage, "Ben is unreachable", || {
        let ben = stage
            .desk
            .read(|desk| desk.agent(BEN).unwrap().reachability);
        ben == Reachability::Unreachable
    })
    .await;
    let anas =
        |event: &Event| matches!(event, Event::ReachabilityChanged { agent, .. } if *agent == ANA);
    let journal = stage.whole_journal().await;
    let changes = journal.iter().filter(|it| anas(&it.event)).count();
    assert_eq!(changes, 1, "Ana became reachable once and stayed so");
}

const HOUR: i64 = 60 * 60 * 1_000;

/// A desk that looks often, so that a test needn't wait.
async fn watched() -> Stage {
    Stage::open_with(Options {
        heartbeat: Duration::from_millis(20),
        ..Options::default()
    })
    .await
}

fn reachability(stage: &Stage) -> Reachability {
    stage
        .desk
        .read(|desk| desk.agent(ANA).map(|agent| agent.reachability))
        .expect("Ana works here")
}
