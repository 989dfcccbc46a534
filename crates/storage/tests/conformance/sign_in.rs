//! Passwords and sessions, as far as the desk's own tests need them.

use storage::{Credential, Store, WebSession};

use crate::{
    history::{ANA, LAPTOP},
    stage::Stage,
};

pub async fn a_session_and_its_password_are_kept(store: &Store) {
    let stage = Stage::open(store, 1).await;
    let credential = Credential {
        desk: stage.id,
        agent: ANA,
        password: "a PHC string".to_owned(),
    };
    store
        .put_credential("ana@acme.example", &credential, stage.now)
        .await
        .unwrap();
    let found = store.credential_of(stage.id, ANA).await.unwrap();
    assert_eq!(found, Some(credential));

    let session = WebSession {
        token_hash: "ef".repeat(32),
        desk: stage.id,
        agent: ANA,
        device: LAPTOP,
        created_at: stage.now,
        seen_at: stage.now,
    };
    store.begin_session(&session, None, 3).await.unwrap();
    let found = store.session(&session.token_hash).await.unwrap();
    assert_eq!(found.as_ref(), Some(&session));
    store.end_session(&session.token_hash).await.unwrap();
    assert_eq!(store.session(&session.token_hash).await.unwrap(), None);
}
