//! What a server finds of messages by Web Push that an earlier one sent.

use domain::{
    agent::Reachability,
    command::Command,
    device::{PushFailure, PushResult},
    notification::{Decision, Suppression},
    time::Span,
};
use storage::{MessageKey, Popup, PushAttempt, Store};

use crate::{
    history::{ANA, BEN, LAPTOP},
    stage::Stage,
};

pub async fn a_popup_may_stand_from_before_it_is_sent_until_it_is_gone(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    let request = stage.receive("Carol").await;
    let attempt = |agent, result, popup| PushAttempt {
        tag: "offer".to_owned(),
        request,
        agent,
        device: LAPTOP,
        at: stage.now,
        result,
        popup,
    };
    let put = async |attempt: &PushAttempt| {
        let attempts = std::slice::from_ref(attempt);
        store.put_push_attempts(stage.id, attempts).await.unwrap();
    };
    let standing = async || {
        let mut standing = store.standing_popups(stage.id).await.unwrap();
        standing.sort_by_key(|attempt| attempt.agent);
        standing
    };
    let anas = attempt(ANA, PushResult::Sent, Popup::MayStand);
    let bens = attempt(BEN, PushResult::Sent, Popup::MayStand);
    put(&anas).await;
    put(&bens).await;
    assert_eq!(standing().await, [anas, bens]);

    let anas = attempt(ANA, PushResult::Accepted, Popup::MayStand);
    put(&anas).await;
    let failed = PushResult::Failed(PushFailure::Gone);
    put(&attempt(BEN, failed, Popup::Gone)).await;
    assert_eq!(standing().await, [anas]);

    let key = MessageKey {
        tag: "offer".to_owned(),
        agent: ANA,
        device: LAPTOP,
    };
    store.note_popups_gone(stage.id, &[key]).await.unwrap();
    assert_eq!(standing().await, []);
}

pub async fn what_could_be_offered_to_nobody_is_found_again(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    stage.receive("Carol").await;
    for agent in [ANA, BEN] {
        let silent = Command::SetReachability {
            agent,
            reachability: Reachability::Unreachable,
        };
        stage.commit(&[silent]).await.unwrap();
    }
    stage.now = stage.now + Span::minutes(1);
    let dave = stage.receive("Dave").await;

    let found = store.unoffered(stage.id, stage.now).await.unwrap();

    let [only] = &*found else {
        panic!("Carol was offered, Dave was not: {found:?}");
    };
    assert_eq!((only.at, only.request), (stage.now, dave));
    let without_popups = Decision::Unheard(Suppression::TurnedOff);
    assert_eq!(only.decisions.about(ANA), Some(without_popups));
    let later = stage.now + Span::seconds(1);
    assert_eq!(store.unoffered(stage.id, later).await.unwrap(), []);
}
