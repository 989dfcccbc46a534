//! A form that is sent again has its effect once.

use domain::{
    command::Command,
    event::{Actor, Recorded},
    id::RequestId,
    request::State,
    time::Span,
};
use engine::{CommandError, Press};
use futures::future::join_all;

use crate::{
    history::{ANA, BEN},
    stage::Stage,
};

fn press(key: &str) -> Press {
    Press {
        agent: ANA,
        key: key.to_owned(),
    }
}

async fn hands_back(
    stage: &Stage,
    request: RequestId,
    key: &str,
) -> Result<Vec<Recorded>, CommandError> {
    let hand_back = Command::HandBack {
        agent: ANA,
        request,
    };
    let done = stage
        .desk
        .execute_once(Actor::Agent(ANA), hand_back, press(key));
    done.await
}

#[tokio::test]
async fn a_press_that_is_sent_at_once_several_times_is_done_once() {
    let stage = Stage::open().await;
    let request = stage.receive("Carol").await;
    stage.connect(ANA, request).await.unwrap();

    let answers = join_all((0..5).map(|_| hands_back(&stage, request, "a"))).await;

    let mut did = answers.into_iter().map(|answer| answer.unwrap().len());
    assert_eq!(did.by_ref().filter(|events| *events > 0).count(), 1);
}

#[tokio::test]
async fn a_press_that_comes_late_undoes_nothing_even_after_a_restart() {
    let stage = Stage::open().await;
    let request = stage.receive("Carol").await;
    stage.connect(ANA, request).await.unwrap();
    hands_back(&stage, request, "a").await.unwrap();

    let stage = stage.restart(Span::minutes(1)).await;
    stage.connect(ANA, request).await.unwrap();
    assert_eq!(hands_back(&stage, request, "a").await.unwrap(), []);
    assert!(matches!(
        stage.state(request),
        State::Connecting { agent: ANA, .. }
    ));

    assert_ne!(hands_back(&stage, request, "b").await.unwrap(), []);
}

#[tokio::test]
async fn a_press_that_was_refused_may_be_tried_again_and_is_nobody_elses() {
    let stage = Stage::open().await;
    let request = stage.receive("Carol").await;
    assert!(hands_back(&stage, request, "a").await.is_err());
    stage.connect(ANA, request).await.unwrap();
    assert_ne!(hands_back(&stage, request, "a").await.unwrap(), []);

    let connect = Command::Connect {
        agent: BEN,
        request,
    };
    let bens = Press {
        agent: BEN,
        ..press("a")
    };
    let done = stage
        .desk
        .execute_once(Actor::Agent(BEN), connect, bens)
        .await;
    assert_ne!(done.unwrap(), []);
}
