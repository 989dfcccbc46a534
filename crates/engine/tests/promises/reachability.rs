//! Who answers heartbeats can be rung; who falls silent can't.

use std::time::Duration;

use domain::{agent::Reachability, request::State, time::Span};
use engine::Options;

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
