//! What a desk does by itself when the time has come.

use domain::{
    agent::Reachability,
    command::{Command, NewRequest},
    id::{AgentId, OfferId, RequestId},
    notification::Report,
    request::{Kind, Outcome, State},
    serving::Serving,
    time::{Span, Step},
};

use crate::{
    history::{self, ANA, BEN, LAPTOP},
    stage::{Stage, until},
};

#[tokio::test]
async fn an_offer_that_a_device_received_times_out_after_its_ring_time() {
    let stage = Stage::open().await;
    let request = stage.receive("Carol").await;
    acknowledge_offer(&stage, ANA, request).await;
    stage.clock.advance(Span::seconds(19));
    stage.run(Command::Tick).await;
    assert!(matches!(stage.state(request), State::Offered { .. }));

    stage.clock.advance(Span::seconds(1));
    until(&stage, "the offer times out", || {
        matches!(stage.state(request), State::TimedOut { .. })
    })
    .await;
}

#[tokio::test]
async fn an_offer_that_no_device_received_leaves_the_request_waiting() {
    let stage = Stage::open().await;
    let request = stage.receive("Carol").await;
    for agent in [ANA, BEN] {
        stage
            .set_reachability(agent, Reachability::Unreachable)
            .await;
    }
    stage.clock.advance(Span::seconds(20));
    until(&stage, "the request waits again", || {
        matches!(stage.state(request), State::Waiting { .. })
    })
    .await;
}

#[tokio::test]
async fn wrap_up_closes_by_itself_after_a_minute() {
    let stage = Stage::open().await;
    let request = stage.receive("Carol").await;
    stage.connect(ANA, request).await.unwrap();
    for command in [
        Command::Answered {
            agent: ANA,
            request,
        },
        Command::EndSession {
            agent: ANA,
            request,
        },
    ] {
        stage.run(command).await;
    }
    stage.clock.advance(Span::seconds(60));
    until(&stage, "wrap-up closes", || {
        matches!(
            stage.state(request),
            State::Closed {
                outcome: Outcome::NoOutcomeGiven,
                ..
            }
        )
    })
    .await;
    let serving = stage
        .desk
        .read(|desk| desk.agent(ANA).unwrap().serving.clone());
    assert_eq!(serving, Serving::Nobody);
}

#[tokio::test]
async fn a_deadline_that_passed_while_the_desk_was_down_is_kept_right_after_the_start() {
    let stage = Stage::open().await;
    let request = stage.receive("Carol").await;
    acknowledge_offer(&stage, ANA, request).await;

    let stage = stage.restart(Span::minutes(5)).await;
    until(&stage, "the offer times out", || {
        matches!(stage.state(request), State::TimedOut { .. })
    })
    .await;
    assert_eq!(stage.request(request).missed_rings, 1);
}

#[tokio::test]
async fn an_offer_rings_no_longer_because_the_clock_was_put_back() {
    let stage = Stage::open().await;
    let request = stage.receive("Carol").await;
    acknowledge_offer(&stage, ANA, request).await;
    stage.clock.advance(Span::seconds(10));
    stage.clock.set(Step(-HOUR));
    stage.clock.advance(Span::seconds(10));
    until(&stage, "the offer times out", || {
        matches!(stage.state(request), State::TimedOut { .. })
    })
    .await;
}

#[tokio::test]
async fn an_offer_rings_no_shorter_because_the_clock_was_put_forward() {
    let stage = Stage::open().await;
    let request = stage.receive("Carol").await;
    acknowledge_offer(&stage, ANA, request).await;
    stage.clock.set(Step(HOUR));
    stage.clock.advance(Span::seconds(19));
    stage.run(Command::Tick).await;
    assert!(matches!(stage.state(request), State::Offered { .. }));
    stage.clock.advance(Span::seconds(1));
    until(&stage, "the offer times out", || {
        matches!(stage.state(request), State::TimedOut { .. })
    })
    .await;
}

/// While no server runs nobody notices, but nothing happens before what happened last.
#[tokio::test]
async fn an_offer_rings_no_longer_because_the_clock_was_put_back_during_a_restart() {
    let stage = Stage::open().await;
    let request = stage.receive("Carol").await;
    acknowledge_offer(&stage, ANA, request).await;
    stage.clock.set_unnoticed(Step(-HOUR));
    let stage = stage.restart(Span::seconds(5)).await;
    stage.clock.advance(Span::seconds(20));
    until(&stage, "the offer times out", || {
        matches!(stage.state(request), State::TimedOut { .. })
    })
    .await;
}

#[tokio::test]
async fn a_planned_call_rings_at_its_time_by_the_clock_as_it_was_set() {
    let stage = Stage::open().await;
    let id = stage.desk.fresh_id();
    let new = NewRequest {
        kind: Kind::ScheduledByCustomer,
        scheduled_at: Some(stage.desk.now() + Span::minutes(61)),
        ..history::new_request(id, "Carol")
    };
    stage.run(Command::ReceiveRequest(Box::new(new))).await;
    stage.clock.advance(Span(1));
    stage.clock.set(Step(HOUR));
    stage.run(Command::Tick).await;
    assert!(
        matches!(stage.state(id), State::Scheduled { .. }),
        "not before"
    );
    stage.clock.advance(Span::seconds(60));
    until(&stage, "it rings", || {
        matches!(stage.state(id), State::Offered { .. })
    })
    .await;
}

const HOUR: i64 = 60 * 60 * 1_000;

async fn acknowledge_offer(stage: &Stage, agent: AgentId, request: RequestId) {
    stage
        .run(Command::Report {
            agent,
            device: LAPTOP,
            offer: offer(stage, request),
            report: Report::Received,
        })
        .await;
}

fn offer(stage: &Stage, request: RequestId) -> OfferId {
    match stage.state(request) {
        State::Offered { offer, .. } => offer,
        other => panic!("the request does not ring: {other:?}"),
    }
}
