//! A database that makes its writer wait: everything else goes on.

use std::time::Duration;

use domain::{agent::Reachability, event::Actor, id::AgentId, time::Span};
use engine::{
    Options,
    failpoint::{Failpoints, Step},
};
use tokio::sync::watch;

use crate::{
    faults::{Foreigner, changes_of_reachability},
    history::{self, ANA, BEN},
    sse::{next, subscriber, up_to_heartbeat},
    stage::{Stage, until},
};

#[tokio::test]
async fn while_the_writer_waits_streams_hear_heartbeats_and_nobody_falls_silent_by_it() {
    let (stage, mut decided) = watched().await;
    let before = changes_of_reachability(&stage, ANA).await;
    let mut stream = stage
        .desk
        .subscribe(&subscriber(ANA, "laptop"), None)
        .await
        .unwrap();
    up_to_heartbeat(&mut stream).await;

    let lock = Foreigner::holds_the_lock(&stage).await;
    decided.mark_unchanged();
    let desk = stage.desk.clone();
    let new = history::new_request(desk.fresh_id(), "Carol");
    let waiting = tokio::spawn(async move { desk.receive(Actor::Operator, new, None).await });
    decided.changed().await.unwrap();
    // From now on both have been silent for too long, and the writer can't say so.
    stage.clock.advance(Span::seconds(46));
    for _ in 0..20 {
        assert_eq!(next(&mut stream).await.unwrap().event, "hb");
    }
    assert!(!waiting.is_finished(), "the writer waits");
    // One of them answers.
    stage.desk.acknowledge(ANA).await.unwrap();
    lock.lets_go().await;

    waiting.await.unwrap().expect("it has only waited");
    until(&stage, "Ben is unreachable", || {
        reachability(&stage, BEN) == Reachability::Unreachable
    })
    .await;
    assert_eq!(reachability(&stage, ANA), Reachability::Reachable);
    assert_eq!(changes_of_reachability(&stage, ANA).await, before);
}

#[tokio::test]
async fn who_is_heard_while_their_silence_is_written_is_reachable_again_at_once() {
    let (stage, mut decided) = watched().await;

    let lock = Foreigner::holds_the_lock(&stage).await;
    decided.mark_unchanged();
    stage.clock.advance(Span::seconds(46));
    decided.changed().await.unwrap();
    stage.desk.acknowledge(ANA).await.unwrap();
    lock.lets_go().await;

    until(&stage, "both silences are written", || {
        reachability(&stage, BEN) == Reachability::Unreachable
            && reachability(&stage, ANA) == Reachability::Reachable
    })
    .await;
}

/// Ana and Ben have just been heard, and it shows when the writer has decided and not yet saved.
async fn watched() -> (Stage, watch::Receiver<()>) {
    let (signal, decided) = watch::channel(());
    let stage = Stage::open_with(Options {
        heartbeat: Duration::from_millis(20),
        failpoints: Failpoints::new(move |step| {
            if step == Step::Decided {
                signal.send_replace(());
            }
        }),
        ..Options::default()
    })
    .await;
    for agent in [ANA, BEN] {
        stage.desk.acknowledge(agent).await.unwrap();
    }
    (stage, decided)
}

fn reachability(stage: &Stage, agent: AgentId) -> Reachability {
    stage
        .desk
        .read(|desk| desk.agent(agent).map(|agent| agent.reachability))
        .expect("they work here")
}
