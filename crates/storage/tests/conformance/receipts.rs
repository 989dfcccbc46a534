//! Receipts: written with the request that they are about.

use std::cell::Cell;

use domain::{
    command::Command,
    id::{ApiKeyId, RequestId},
    time::Span,
};
use storage::{ApiKeyRow, ReceiptRow, Store, StoreError};
use uuid::Uuid;

use crate::{history, stage::Stage};

const KEY: ApiKeyId = ApiKeyId(Uuid::from_u128(0x6e7));

pub async fn p6_a_receipt_is_there_with_its_request_or_not_at_all(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    let key = ApiKeyRow {
        desk: stage.id,
        id: KEY,
        name: "shop".to_owned(),
        hash: "ab".repeat(32),
        rate: None,
        created_at: stage.now,
        revoked_at: None,
    };
    store.add_api_key(&key).await.unwrap();

    let first = receive(&mut stage, "order 1").await.expect("a new key");
    let found = store.receipt(stage.id, KEY, "order 1").await.unwrap();
    assert_eq!(found.as_ref(), Some(&first));
    let request = store.request(stage.id, first.request).await.unwrap();
    assert!(request.is_some());
    assert_eq!(store.receipt(stage.id, KEY, "order 2").await.unwrap(), None);

    // A second request under the key that is taken: neither is written.
    let last = stage.desk.seq();
    let before = stage.desk.clone();
    let refused = receive(&mut stage, "order 1").await;
    assert!(
        matches!(refused, Err(StoreError::Constraint(_))),
        "{refused:?}"
    );
    stage.desk = before;
    assert_eq!(store.journal(stage.id, last, 10).await.unwrap(), []);
    assert_eq!(store.load(stage.id).await.unwrap().seq(), last);

    let later = stage.now + Span::days(1);
    assert_eq!(store.forget_receipts(later).await.unwrap(), 1);
    assert_eq!(store.receipt(stage.id, KEY, "order 1").await.unwrap(), None);
}

/// Whoever wants to write meanwhile does not wait until all of them are gone.
pub async fn old_receipts_are_forgotten_a_few_at_a_time(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    let key = ApiKeyRow {
        desk: stage.id,
        id: KEY,
        name: "shop".to_owned(),
        hash: "ab".repeat(32),
        rate: None,
        created_at: stage.now,
        revoked_at: None,
    };
    store.add_api_key(&key).await.unwrap();
    for number in 0..3 {
        receive_many(&mut stage, number, 300).await;
    }
    stage.now = stage.now + Span::days(1);
    let young = receive(&mut stage, "young").await.unwrap();
    let all_are_gone = Cell::new(false);
    let forgetting = async {
        let forgotten = store.forget_receipts(stage.now).await;
        all_are_gone.set(true);
        forgotten
    };
    // Queues behind the first step.
    let writing = async {
        store.remove_all_push_subscriptions().await.unwrap();
        all_are_gone.get()
    };

    let (forgotten, came_last) = tokio::join!(forgetting, writing);

    assert_eq!(forgotten.unwrap(), 900);
    assert!(!came_last, "the second in line came last");
    let found = store.receipt(stage.id, KEY, "young").await.unwrap();
    assert_eq!(found, Some(young));
}

async fn receive_many(stage: &mut Stage<'_>, batch: usize, count: usize) {
    let mut receipts = Vec::new();
    let mut commands = Vec::new();
    for number in 0..count {
        let request = RequestId(stage.fresh());
        receipts.push(ReceiptRow {
            api_key: KEY,
            key: format!("order {batch}-{number}"),
            body_hash: "cd".repeat(32),
            request,
            answer: "{}".to_owned(),
            at: stage.now,
        });
        let new = history::new_request(request, "Carol");
        commands.push(Command::ReceiveRequest(Box::new(new)));
    }
    stage.commit_with(&commands, &receipts).await.unwrap();
}

async fn receive(stage: &mut Stage<'_>, key: &str) -> Result<ReceiptRow, StoreError> {
    let request = RequestId(stage.fresh());
    let receipt = ReceiptRow {
        api_key: KEY,
        key: key.to_owned(),
        body_hash: "cd".repeat(32),
        request,
        answer: "{}".to_owned(),
        at: stage.now,
    };
    let command = Command::ReceiveRequest(Box::new(history::new_request(request, key)));
    stage
        .commit_with(&[command], std::slice::from_ref(&receipt))
        .await?;
    Ok(receipt)
}
