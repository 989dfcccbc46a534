//! Presses: written with the effect that they had.

use domain::{
    command::Command,
    id::{AgentId, RequestId},
    time::Span,
};
use storage::{Commit, PressRow, Store, StoreError};
use uuid::Uuid;

use crate::{history, stage::Stage};

const ANA: AgentId = AgentId(Uuid::from_u128(0xa4a));
const BEN: AgentId = AgentId(Uuid::from_u128(0xbe4));

pub async fn a_press_is_there_with_its_effect_or_not_at_all(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    press(&mut stage, "once").await.expect("a new press");
    assert!(store.is_pressed(stage.id, ANA, "once").await.unwrap());
    assert!(!store.is_pressed(stage.id, BEN, "once").await.unwrap());
    assert!(!store.is_pressed(stage.id, ANA, "twice").await.unwrap());

    let last = stage.desk.seq();
    let refused = press(&mut stage, "once").await;
    assert!(
        matches!(refused, Err(StoreError::Constraint(_))),
        "{refused:?}"
    );
    assert_eq!(store.journal(stage.id, last, 10).await.unwrap(), []);
}

pub async fn old_presses_are_forgotten_and_only_those(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    press(&mut stage, "old").await.unwrap();
    stage.now = stage.now + Span::days(1);
    press(&mut stage, "new").await.unwrap();
    store.forget_presses(stage.now).await.unwrap();
    assert!(!store.is_pressed(stage.id, ANA, "old").await.unwrap());
    assert!(store.is_pressed(stage.id, ANA, "new").await.unwrap());
}

async fn press(stage: &mut Stage<'_>, key: &str) -> Result<(), StoreError> {
    let request = RequestId(stage.fresh());
    let command = Command::ReceiveRequest(Box::new(history::new_request(request, key)));
    let recorded = stage.execute(&command);
    let row = PressRow {
        agent: ANA,
        key: key.to_owned(),
        at: stage.now,
    };
    stage
        .store
        .commit(&Commit {
            desk: stage.id,
            recorded: &recorded,
            after: &stage.desk,
            receipts: &[],
            presses: &[row],
        })
        .await
}
