//! Passwords and sessions, as far as the desk's own tests need them.

use domain::time::Span;
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
    let found = store.credential("ana@acme.example").await.unwrap();
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
    let seen_at = stage.now + Span::minutes(5);
    let seen = [
        (session.token_hash.clone(), seen_at),
        ("00".repeat(32), seen_at),
    ];
    store.touch_sessions(&seen).await.unwrap();
    let earlier = [(session.token_hash.clone(), stage.now)];
    store.touch_sessions(&earlier).await.unwrap();
    let found = store.session(&session.token_hash).await.unwrap();
    assert_eq!(found.map(|found| found.seen_at), Some(seen_at));

    store.end_session(&session.token_hash).await.unwrap();
    store.touch_sessions(&seen).await.unwrap();
    assert_eq!(store.session(&session.token_hash).await.unwrap(), None);
}
